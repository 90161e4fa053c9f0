using DuckDB.NET.Data;
using Portal.Analysis.Detectors.Hosts;
using Portal.Analysis.Findings;
using Portal.Analysis.Indicators;
using Portal.Analysis.Store;

namespace Portal.Analysis.Detectors;

/// <summary>Runs every detector over the records of a case. Same records, versions and options: the same result.</summary>
public static class CaseAnalyzer
{
    /// <param name="database">The records of all evidence.</param>
    /// <param name="evidence">What was read, one for each piece of evidence.</param>
    /// <param name="options">Networks, feed and the detectors' own options.</param>
    /// <param name="cancellation">Stops between and inside queries.</param>
    public static AnalysisResult Analyze(
        RecordDatabase database,
        IReadOnlyList<RunManifest> evidence,
        AnalysisOptions options,
        CancellationToken cancellation = default
    ) => Analyze(DetectorCatalogue.All(), database, evidence, options, cancellation);

    /// <summary>
    /// The same, and once more over <paramref name="larger"/> where DuckDB found no room: the memory that is usual is enough
    /// for all but the largest evidence, and a finding that is missed costs more than memory.
    /// </summary>
    /// <param name="database">The records with the memory that is usual; not used any more once the other is asked for.</param>
    /// <param name="evidence">What was read, one for each piece of evidence.</param>
    /// <param name="options">Networks, feed and the detectors' own options.</param>
    /// <param name="larger">
    /// Opens the same records with more memory, for the caller to close; null when there is no more. Called at most once.
    /// </param>
    /// <param name="cancellation">Stops between and inside queries.</param>
    public static AnalysisResult Analyze(
        RecordDatabase database,
        IReadOnlyList<RunManifest> evidence,
        AnalysisOptions options,
        Func<RecordDatabase?> larger,
        CancellationToken cancellation = default
    ) => Analyze(DetectorCatalogue.All(), database, evidence, options, larger, cancellation);

    internal static AnalysisResult Analyze(
        IReadOnlyList<IDetector> detectors,
        RecordDatabase database,
        IReadOnlyList<RunManifest> evidence,
        AnalysisOptions options,
        Func<RecordDatabase?> larger,
        CancellationToken cancellation
    )
    {
        AnalysisResult result;
        try
        {
            result = Analyze(detectors, database, evidence, options, cancellation);
        }
        catch (DuckDBException failure) when (DetectorFailure.IsRoomMissing(failure.Message))
        {
            // What comes before and after the detectors, hosts and indicators, has no result without them.
            if (larger() is not { } room)
            {
                throw;
            }
            return Analyze(detectors, room, evidence, options, cancellation);
        }
        return result.Failures.Any(failure => failure.IsOutOfMemory) && larger() is { } more
            ? Analyze(detectors, more, evidence, options, cancellation)
            : result;
    }

    internal static AnalysisResult Analyze(
        IReadOnlyList<IDetector> detectors,
        RecordDatabase database,
        IReadOnlyList<RunManifest> evidence,
        AnalysisOptions options,
        CancellationToken cancellation
    )
    {
        var hosts = HostInventory.Read(database, InternalNetworks.Create(options.Networks), cancellation);
        var context = new DetectionContext(database, evidence, options, hosts);
        var found = new IReadOnlyList<Finding>[detectors.Count];
        var failures = new DetectorFailure?[detectors.Count];
        // Each detector writes its own place, so that the order of the findings does not depend on who is done first.
        Parallel.For(
            0,
            detectors.Count,
            new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = options.DetectorsAtOnce },
            index => (found[index], failures[index]) = Run(detectors[index], context, cancellation)
        );
        // Two at once share the database's memory: what did not fit beside another may fit alone.
        for (var index = 0; index < detectors.Count; index++)
        {
            if (failures[index] is not null)
            {
                (found[index], failures[index]) = Run(detectors[index], context, cancellation);
            }
        }
        var ordered = found
            .SelectMany(findings => findings)
            .OrderByDescending(finding => finding.Score)
            .ThenBy(finding => finding.Key, StringComparer.Ordinal)
            .ToList();
        var indicators = IndicatorExtraction.From(database, ordered, hosts.IsInternal, cancellation);
        return new AnalysisResult(evidence, ordered, indicators) { Failures = [.. failures.OfType<DetectorFailure>()] };
    }

    /// <summary>Records come from hostile bytes: a detector that breaks on them takes nothing from the others.</summary>
    private static (IReadOnlyList<Finding>, DetectorFailure?) Run(
        IDetector detector,
        DetectionContext context,
        CancellationToken cancellation
    )
    {
        try
        {
            return (detector.Detect(context, cancellation), null);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            return (
                [],
                new DetectorFailure(detector.Description.Id, failure.Message.Split('\n')[0], failure.ToString())
            );
        }
    }
}
