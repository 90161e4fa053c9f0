using System.CommandLine;
using Portal.Analysis.Detectors;
using Portal.Analysis.Indicators.Intel;

namespace Portal.Cli;

/// <summary>The arguments that every command with an analysis behind it takes, and the analysis itself.</summary>
internal sealed class AnalysisArguments
{
    private readonly Argument<string[]> _evidence = new("EVIDENCE...")
    {
        Description = "Captures and logs: files, folders, globs, - for stdin; together they are one case",
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly Option<string?> _networks = new("--networks")
    {
        Description = "The own networks; without, the private ones",
        HelpName = "CIDR,...",
    };
    private readonly Option<string[]> _intel = new("--intel")
    {
        Description = "Threat feed: a list, CSV, Zeek intel or STIX; may be given several times",
        HelpName = "FILE",
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly Option<string?> _keep = new("--out")
    {
        Description = "Folder that keeps the record sets",
        HelpName = "DIR",
    };

    private readonly ImportArguments _import = new();

    /// <summary>A command with these arguments and its own options; <paramref name="write"/> gets the analysis.</summary>
    public Command Command(
        string name,
        string description,
        Action<ParseResult, CompletedAnalysis> write,
        params Option[] own
    )
    {
        var command = new Command(name, description) { _evidence, _networks, _intel, _keep };
        _import.AddTo(command);
        foreach (var option in own)
        {
            command.Options.Add(option);
        }
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, write, cancellation), cancellation));
        return command;
    }

    private int Run(ParseResult parsed, Action<ParseResult, CompletedAnalysis> write, CancellationToken cancellation)
    {
        var options = new AnalysisOptions
        {
            Networks =
                parsed
                    .GetValue(_networks)
                    ?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                ?? [],
            Feed = ReadFeeds(parsed.GetValue(_intel) ?? [], out var isFeedRead),
        };
        if (options.InvalidNetwork is { } wrong)
        {
            Message.Write($"--networks: '{wrong}' is not a network such as 10.0.0.0/8");
            return ExitCode.Usage;
        }
        if (!isFeedRead)
        {
            return ExitCode.Usage;
        }
        if (!_import.TryRead(parsed, out var import, out var keys))
        {
            return ExitCode.Usage;
        }
        if (options.Networks.Count > 0)
        {
            import = import with { LocalNetworks = options.Networks };
        }
        using var evidence = OpenedEvidence.Open(
            parsed.GetRequiredValue(_evidence),
            parsed.GetValue(_keep),
            import,
            keys,
            cancellation
        );
        if (evidence.ExitCode == ExitCode.Unreadable)
        {
            return ExitCode.Unreadable;
        }
        var manifests = evidence.Sets.Select(set => set.Manifest).ToList();
        options.DetectorsAtOnce = evidence.DetectorsAtOnce;
        var database = evidence.OpenDatabase();
        try
        {
            var result = CaseAnalyzer.Analyze(
                database,
                manifests,
                options,
                () =>
                {
                    // One after the other: the memory of both would add up.
                    database.Dispose();
                    return database = evidence.OpenDatabase(isLarge: true);
                },
                cancellation
            );
            write(parsed, new CompletedAnalysis(result, database));
            foreach (var failure in result.Failures)
            {
                Message.Write($"the detector {failure.Detector} failed, its findings are missing: {failure.Reason}");
            }
            return result.Failures.Count > 0 ? ExitCode.Partial : evidence.ExitCode;
        }
        finally
        {
            database.Dispose();
        }
    }

    private static List<ThreatIndicator> ReadFeeds(string[] files, out bool isRead)
    {
        isRead = true;
        var indicators = new List<ThreatIndicator>();
        foreach (var file in files)
        {
            try
            {
                var feed = ThreatFeed.Load(file);
                indicators.AddRange(feed.Indicators);
                foreach (var problem in feed.Problems)
                {
                    Message.Write($"{file}: {problem}");
                }
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                Message.Write($"--intel {file}: {failure.Message}");
                isRead = false;
            }
        }
        return indicators;
    }
}
