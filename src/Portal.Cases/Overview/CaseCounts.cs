using Portal.Analysis.Findings;
using Portal.Cases.Findings;
using Portal.Cases.Indicators;

namespace Portal.Cases.Overview;

/// <summary>The numbers beside the pages of a case.</summary>
/// <param name="Findings">Current findings by severity and state; pairs without findings are left out.</param>
/// <param name="ActiveRuns">Queued or running.</param>
/// <param name="FailedEvidence">Evidence that could not be read.</param>
/// <param name="FirstTime">Begin of the evidence, nanoseconds since 1970 UTC; null without evidence that has times.</param>
public sealed record CaseCounts(
    int Evidence,
    int FailedEvidence,
    int Uploads,
    int ActiveRuns,
    IReadOnlyList<FindingCount> Findings,
    IReadOnlyList<IndicatorCount> Indicators,
    int Timeline,
    int Notes,
    int Members,
    long? FirstTime,
    long? LastTime
)
{
    /// <summary>All current findings but dismissed ones.</summary>
    public int OpenFindings => Findings.Where(row => row.State != FindingState.Dismissed).Sum(row => row.Count);

    public int Unjudged(Severity atLeast) =>
        Findings.Where(row => row.State == FindingState.New && row.Severity >= atLeast).Sum(row => row.Count);

    public int IndicatorsIn(IndicatorState state) => Indicators.Where(row => row.State == state).Sum(row => row.Count);
}
