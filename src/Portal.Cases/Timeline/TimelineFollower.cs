using Microsoft.EntityFrameworkCore;
using Portal.Cases.Accounts;
using Portal.Cases.Findings;
using Portal.Cases.Live;

namespace Portal.Cases.Timeline;

/// <summary>
/// Puts a finding on the timeline when somebody confirms it; not where it is already, or somebody took it off. A dismissed
/// one stays, struck out, until the next analysis, so that nothing vanishes under a reader.
/// </summary>
public sealed class TimelineFollower : IJudgementFollower
{
    public async Task<CaseChangeKind?> FollowAsync(
        PortalDbContext db,
        CaseFinding finding,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        if (
            finding is not { State: FindingState.Confirmed, IsCurrent: true }
            || await db.Timeline.AnyAsync(
                item => item.CaseId == finding.CaseId && item.FindingKey == finding.Key,
                cancellation
            )
        )
        {
            return null;
        }
        db.Timeline.Add(TimelineStore.EventOf(finding, Actor.Portal, now));
        return CaseChangeKind.Timeline;
    }
}
