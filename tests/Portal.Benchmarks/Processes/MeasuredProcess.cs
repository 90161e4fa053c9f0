using System.Diagnostics;
using System.Globalization;

namespace Portal.Benchmarks.Processes;

/// <summary>A whole process from start to end: its time by the wall and its peak memory.</summary>
internal sealed record MeasuredProcess(string Name, int ExitCode, TimeSpan Elapsed, long PeakBytes)
{
    private const int LookEveryMilliseconds = 20;

    /// <summary>Runs a program, throws its output away, and watches its resident memory; null when it is not installed.</summary>
    public static MeasuredProcess? Run(string name, string program, params string[] arguments)
    {
        var path = program.Contains('/', StringComparison.Ordinal) ? program : Find(program);
        if (path is null)
        {
            Console.WriteLine($"{name}: {program} is not installed");
            return null;
        }
        var start = new ProcessStartInfo(path, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var peak = 0L;
        while (!process.WaitForExit(LookEveryMilliseconds))
        {
            process.Refresh();
            peak = Math.Max(peak, process.HasExited ? 0 : process.PeakWorkingSet64);
        }
        return new MeasuredProcess(name, process.ExitCode, watch.Elapsed, peak);
    }

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Name, -28} {Elapsed.TotalSeconds, 8:0.00} s  {PeakBytes / 1e6, 7:0} MB  exit {ExitCode}"
        );

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
