using Portal.Cases.Audit;
using Portal.Cases.Cases;
using Portal.Cases.Evidence;
using Portal.Cases.Findings;
using Portal.Cases.Members;
using Portal.Cases.Overview;
using Portal.Cases.Runs;
using Portal.Cases.Timeline;

namespace Portal.Web.Pages.Overview;

/// <summary>What the overview of a case shows.</summary>
/// <param name="Top">The most urgent findings that were not dismissed.</param>
/// <param name="Moments">The first and the last event of the timeline.</param>
/// <param name="ActiveRuns">Queued or running.</param>
/// <param name="FailedRuns">Latest runs that failed.</param>
public sealed record OverviewView(
    CaseView Case,
    CaseCounts Counts,
    IReadOnlyList<CaseEvidence> Evidence,
    IReadOnlyList<CaseFinding> Top,
    IReadOnlyList<TimelineEvent> Moments,
    IReadOnlyList<AuditEntry> Activity,
    IReadOnlyList<MemberRow> Members,
    IReadOnlyList<AnalysisRun> ActiveRuns,
    IReadOnlyList<AnalysisRun> FailedRuns
);
