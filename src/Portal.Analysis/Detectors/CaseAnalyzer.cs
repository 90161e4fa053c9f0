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
    )
    {
        var hosts = HostInventory.Read(database, InternalNetworks.Create(options.Networks), cancellation);
        var context = new DetectionContext(database, evidence, options, hosts);
        var findings = new List<Finding>();
        foreach (var detector in DetectorCatalogue.All())
        {
            cancellation.ThrowIfCancellationRequested();
            findings.AddRange(detector.Detect(context, cancellation));
        }
        var ordered = findings
            .OrderByDescending(finding => finding.Score)
            .ThenBy(finding => finding.Key, StringComparer.Ordinal)
            .ToList();
        var indicators = IndicatorExtraction.From(database, ordered, hosts.IsInternal, cancellation);
        return new AnalysisResult(evidence, ordered, indicators);
    }
}
