using Portal.Cases.Accounts;
using Portal.Cases.Cases;
using Portal.Cases.Evidence;
using Portal.Cases.Findings;
using Portal.Cases.Members;
using Portal.Cases.Overview;
using Portal.Cases.Paging;
using Portal.Cases.Runs;
using Portal.Cases.Timeline;

namespace Portal.Web.Pages.Overview;

/// <summary>Reads what the overview shows, each part with a small bound.</summary>
public sealed class OverviewQuery(
    CaseService cases,
    OverviewService overview,
    EvidenceService evidence,
    FindingService findings,
    TimelineService timeline,
    ActivityFeed feed,
    MemberService members,
    RunService runs
)
{
    private const int TopFindings = 8;
    private const int LatestActivity = 12;

    public async Task<OverviewView> GetAsync(int caseId, Actor actor, CancellationToken cancellation)
    {
        var found = await cases.GetAsync(caseId, actor, cancellation);
        var counts = await overview.CountAsync(caseId, actor, cancellation);
        var pieces = await evidence.ListAsync(caseId, actor, new PageRequest(0, PageRequest.MaxTake), cancellation);
        var query = new FindingQuery
        {
            States = [FindingState.New, FindingState.Confirmed, FindingState.NeedsData],
            Sort = FindingSort.Severity,
        };
        var top = await findings.ListAsync(caseId, actor, query, new PageRequest(0, TopFindings), cancellation);
        var activity = await feed.ListAsync(caseId, actor, new PageRequest(0, LatestActivity), cancellation);
        var latest = await runs.ListAsync(caseId, actor, PageRequest.First, cancellation);
        // Only the last run of each kind and evidence counts: an old failure that was repeated is no news.
        var current = latest.Items.DistinctBy(run => (run.Kind, run.EvidenceId)).ToList();
        return new OverviewView(
            found,
            counts,
            pieces.Items,
            top.Items,
            await MomentsAsync(caseId, actor, counts.Timeline, cancellation),
            activity.Items,
            await members.ListAsync(caseId, actor, cancellation),
            [.. current.Where(run => run.IsActive)],
            [.. current.Where(run => run.State == RunState.Failed)]
        );
    }

    private async Task<IReadOnlyList<TimelineEvent>> MomentsAsync(
        int caseId,
        Actor actor,
        int count,
        CancellationToken cancellation
    )
    {
        if (count == 0)
        {
            return [];
        }
        var first = await timeline.ListAsync(caseId, actor, new PageRequest(0, 1), cancellation);
        var last = await timeline.ListAsync(caseId, actor, new PageRequest(Math.Max(0, count - 1), 1), cancellation);
        return [.. first.Items.Concat(last.Items).DistinctBy(item => item.Id)];
    }
}
