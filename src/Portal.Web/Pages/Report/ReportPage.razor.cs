using Portal.Analysis.Findings;
using Portal.Cases.Accounts;
using Portal.Cases.Live;
using Portal.Cases.Overview;

namespace Portal.Web.Pages.Report;

/// <summary>The incident report: a preview, and the same in every format for download.</summary>
public sealed partial class ReportPage(OverviewService overview)
{
    private CaseCounts? _counts;
    private int _unjudged;
    private int _version = 1;
    private bool _isStale;

    protected override bool Follows(CaseChangeKind kind) =>
        kind
            is CaseChangeKind.Finding
                or CaseChangeKind.Evidence
                or CaseChangeKind.Indicator
                or CaseChangeKind.Timeline
                or CaseChangeKind.Case;

    // The text is not replaced under a reader's eyes: they are told, and decide.
    protected override void Noticed(CaseChanged change) => _isStale = true;

    protected override async Task LoadAsync(Actor actor, CancellationToken cancellation)
    {
        _counts = await overview.CountAsync(CaseId, actor, cancellation);
        _unjudged = _counts.Unjudged(Severity.Medium);
    }

    private void Again()
    {
        _version++;
        _isStale = false;
    }
}
