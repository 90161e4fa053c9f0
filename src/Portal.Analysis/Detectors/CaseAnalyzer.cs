using Portal.Analysis.Detectors.Hosts;
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
    ) => Analyze(database, evidence, options, () => null, cancellation);

    /// <summary>The same; what found no room in DuckDB's memory is made again over <paramref name="larger"/>.</summary>
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
        var room = new AnalysisRoom(database, larger);
        var networks = InternalNetworks.Create(options.Networks);
        var hosts = room.Read(records => HostInventory.Read(records, networks, cancellation));
        var runs = new DetectorRuns(detectors);
        runs.Run(new DetectionContext(room.Database, evidence, options, hosts), cancellation);
        if (runs.Failures.Any(failure => failure.IsOutOfMemory) && room.TryGrow())
        {
            runs.Run(new DetectionContext(room.Database, evidence, options, hosts), cancellation);
        }
        var findings = runs.Findings();
        var indicators = room.Read(records =>
            IndicatorExtraction.From(records, findings, hosts.IsInternal, cancellation)
        );
        return new AnalysisResult(evidence, findings, indicators) { Failures = [.. runs.Failures] };
    }
}
