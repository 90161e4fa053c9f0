using System.Diagnostics;
using Portal.Fuzz.Engine;
using Portal.Fuzz.Seeds;
using Portal.Samples;

namespace Portal.Fuzz;

/// <summary>The command line; README.md beside this file says how to use it.</summary>
internal static class FuzzCommand
{
    private const long DefaultExecutions = 10_000_000;

    public static int Run(string[] arguments)
    {
        var options = new Queue<string>(arguments);
        var (executions, seed) = (DefaultExecutions, 1UL);
        var output = Path.Combine(Corpus.Top, "artifacts", "fuzz");
        var names = new List<string>();
        var isPlain = false;
        while (options.TryDequeue(out var option))
        {
            switch (option)
            {
                case "--executions":
                    executions = long.Parse(options.Dequeue());
                    break;
                case "--seed":
                    seed = ulong.Parse(options.Dequeue());
                    break;
                case "--out":
                    output = Path.GetFullPath(options.Dequeue());
                    break;
                case "--plain":
                    isPlain = true;
                    break;
                case "--replay":
                    return Replay(options.Dequeue(), options.Dequeue());
                default:
                    names.Add(option);
                    break;
            }
        }
        if (!isPlain && !InstrumentedCopy.IsThis)
        {
            return InstrumentedCopy.Run(arguments);
        }
        if (Corpus.Folder is not { } corpus)
        {
            Console.Error.WriteLine("The shared corpus is not beside the source tree (set PORTAL_CORPUS).");
            return 3;
        }
        Coverage.Prepare();
        var chosen = FuzzTargets
            .All.Where(target =>
                names.Count == 0 || names.Exists(name => target.Name.StartsWith(name, StringComparison.Ordinal))
            )
            .ToList();
        return FuzzAll(chosen, CorpusSeeds.Read(corpus), executions, seed, output);
    }

    private static int FuzzAll(List<FuzzTarget> targets, CorpusSeeds corpus, long executions, ulong seed, string output)
    {
        var weights = targets.Sum(target => target.Weight);
        var (total, faults) = (0L, 0);
        Console.WriteLine("target\tseconds\texecutions\tseeds\tkept\tedges\tslowest_ms\tmost_kb\tfaults");
        foreach (var target in targets)
        {
            var start = Stopwatch.GetTimestamp();
            var run = new FuzzRun(target, corpus, seed);
            run.Go((long)Math.Ceiling(executions * target.Weight / weights));
            Console.WriteLine(
                $"{target.Name}\t{Stopwatch.GetElapsedTime(start).TotalSeconds:F0}\t{run.Executions}\t{run.Seeds}\t{run.Kept}"
                    + $"\t{run.Edges}\t{run.LongestRun.TotalMilliseconds:F1}\t{run.MostAllocated >> 10}\t{run.Faults.Count}"
            );
            foreach (var fault in run.Faults)
            {
                Save(fault, output);
            }
            total += run.Executions;
            faults += run.Faults.Count;
        }
        Console.WriteLine($"{total} executions of {targets.Count} targets, {faults} faults");
        return faults == 0 ? 0 : 1;
    }

    private static void Save(Fault fault, string output)
    {
        var folder = Path.Combine(output, "faults", fault.Target);
        Directory.CreateDirectory(folder);
        var name = string.Concat(fault.Key.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));
        File.WriteAllBytes(Path.Combine(folder, name + ".bin"), fault.Input);
        File.WriteAllText(
            Path.Combine(folder, name + ".txt"),
            $"{fault.Key}\n{Convert.ToHexStringLower(fault.Input)}\n{fault.Detail}\n"
        );
        Console.WriteLine($"  {fault.Target}: {fault.Key} ({fault.Input.Length} bytes)");
    }

    /// <summary>Runs one input as it is; the debugger stops where it fails.</summary>
    private static int Replay(string name, string path)
    {
        Coverage.Prepare();
        var target = FuzzTargets.All.Single(candidate => candidate.Name == name);
        using var trial = new Trial(target, Trial.MaxTime);
        var fault = trial.Run(File.ReadAllBytes(path));
        Console.WriteLine(fault is null ? "no fault" : $"{fault.Key}\n{fault.Detail}");
        return fault is null ? 0 : 1;
    }
}
