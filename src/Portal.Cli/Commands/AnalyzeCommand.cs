using System.CommandLine;
using Portal.Analysis.Detectors;
using Portal.Analysis.Findings;
using Portal.Traffic;

namespace Portal.Cli.Commands;

/// <summary><c>portal analyze</c>: from captures and logs to findings.</summary>
internal sealed class AnalyzeCommand : ICommand
{
    public Command Create()
    {
        var evidence = new Argument<string[]>("EVIDENCE...")
        {
            Description = "Captures and logs: files, folders, globs, - for stdin; together they are one case",
            Arity = ArgumentArity.OneOrMore,
        };
        var json = new Option<bool>("--json") { Description = "JSON instead of the text report" };
        var keep = new Option<string?>("--out") { Description = "Folder that keeps the record sets", HelpName = "DIR" };
        var networks = new Option<string?>("--networks")
        {
            Description = "The own networks; without, the private ones",
            HelpName = "CIDR,...",
        };
        var command = new Command("analyze", "Find beacons, long connections, outbound transfers and feed matches.")
        {
            evidence,
            json,
            keep,
            networks,
        };
        command.SetAction(
            (parsed, cancellation) =>
                Task.Run(
                    () =>
                        Run(
                            parsed.GetRequiredValue(evidence),
                            parsed.GetValue(json),
                            parsed.GetValue(keep),
                            parsed.GetValue(networks),
                            cancellation
                        ),
                    cancellation
                )
        );
        return command;
    }

    private static int Run(
        string[] arguments,
        bool isJson,
        string? keep,
        string? networks,
        CancellationToken cancellation
    )
    {
        var options = new AnalysisOptions
        {
            Networks =
                networks?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
        };
        if (options.InvalidNetwork is { } wrong)
        {
            Message.Write($"--networks: '{wrong}' is not a network such as 10.0.0.0/8");
            return ExitCode.Usage;
        }
        using var evidence = OpenedEvidence.Open(arguments, keep, cancellation: cancellation);
        if (evidence.ExitCode == ExitCode.Unreadable)
        {
            return ExitCode.Unreadable;
        }
        using var database = evidence.OpenDatabase();
        var manifests = evidence.Sets.Select(set => set.Manifest).ToList();
        var result = CaseAnalyzer.Analyze(database, manifests, options, cancellation);
        if (isJson)
        {
            using var output = Console.OpenStandardOutput();
            AnalysisJson.Write(output, result);
        }
        else
        {
            using var output = StandardOutput.Open();
            WriteText(output, result);
        }
        return evidence.ExitCode;
    }

    private static void WriteText(TextWriter output, AnalysisResult result)
    {
        foreach (var finding in result.Findings)
        {
            output.WriteLine($"{finding.Score, 3} {FindingJson.Text(finding.Severity), -8} {finding.Title}");
            output.WriteLine($"    {finding.Explanation}");
            output.WriteLine(
                $"    {UnixTime.ToIso(finding.FirstTime)} to {UnixTime.ToIso(finding.LastTime)}  {finding.Filter}"
            );
        }
        output.WriteLine($"{result.Findings.Count} findings in {result.Evidence.Count} pieces of evidence");
    }
}
