using Portal.Analysis.Findings;
using Portal.Analysis.Indicators;
using Portal.Analysis.Store;

namespace Portal.Analysis.Detectors;

/// <summary>What an analysis of a case came to.</summary>
/// <param name="Evidence">What was read, in the order given.</param>
/// <param name="Findings">By score, highest first, then by key.</param>
/// <param name="Indicators">Values that point at the adversary, by type and value.</param>
public sealed record AnalysisResult(
    IReadOnlyList<RunManifest> Evidence,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<Indicator> Indicators
)
{
    /// <summary>Detectors that broke; the findings are those of the others.</summary>
    public IReadOnlyList<DetectorFailure> Failures { get; init; } = [];
}
