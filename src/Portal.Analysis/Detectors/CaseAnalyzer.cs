using Portal.Analysis.Detectors.Hosts;
using Portal.Analysis.Findings;
using Portal.Analysis.Indicators;
using Portal.Analysis.Store;

namespace Portal.Analysis.Detectors;

/// <summary>Runs every detector over the records of a case. Same records, versions and options: the same result.</summary>
public static class CaseAnalyzer
{
    /// <summary>More at once would each need their share of memory, and most of the work is the database's own.</summary>
    private const int MaxAtOnce = 2;

    /// <param name="database">The records of all evidence.</param>
    /// <param name="evidence">What was read, one for each piece of evidence.</param>
    /// <param name="options">Networks, feed and the detectors' own options.</param>
    /// <param name="cancellation">Stops between and inside queries.</param>
    public static AnalysisResult Analyze(
        RecordDatabase database,
        IReadOnlyList<RunManifest> evidence,
        AnalysisOptions options,
        CancellationToken cancellation = default
    )
    {
        var hosts = HostInventory.Read(database, InternalNetworks.Create(options.Networks), cancellation);
        var context = new DetectionContext(database, evidence, options, hosts);
        var detectors = DetectorCatalogue.All();
        var found = new IReadOnlyList<Finding>[detectors.Count];
        // Each detector writes its own place, so that the order of the findings does not depend on who is done first.
        Parallel.For(
            0,
            detectors.Count,
            new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = MaxAtOnce },
            index => found[index] = detectors[index].Detect(context, cancellation)
        );
        var ordered = found
            .SelectMany(findings => findings)
            .OrderByDescending(finding => finding.Score)
            .ThenBy(finding => finding.Key, StringComparer.Ordinal)
            .ToList();
        var indicators = IndicatorExtraction.From(database, ordered, hosts.IsInternal, cancellation);
        return new AnalysisResult(evidence, ordered, indicators);
    }
}
