using Microsoft.EntityFrameworkCore;
using Portal.Cases.Accounts;
using Portal.Cases.Evidence;
using Portal.Cases.Members;
using Portal.Cases.Runs;

namespace Portal.Cases.Overview;

/// <summary>Counts what is in a case.</summary>
public sealed class OverviewService(IDbContextFactory<PortalDbContext> contexts)
{
    public async Task<CaseCounts> CountAsync(int caseId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Reader, cancellation);
        var evidence = db.Evidence.Where(item => item.CaseId == caseId);
        var findings = await db
            .Findings.Where(finding => finding.CaseId == caseId && finding.IsCurrent)
            .GroupBy(finding => new { finding.Severity, finding.State })
            .Select(group => new FindingCount(group.Key.Severity, group.Key.State, group.Count()))
            .ToListAsync(cancellation);
        var indicators = await db
            .Indicators.Where(item => item.CaseId == caseId)
            .GroupBy(item => item.State)
            .Select(group => new IndicatorCount(group.Key, group.Count()))
            .ToListAsync(cancellation);
        return new CaseCounts(
            await evidence.CountAsync(cancellation),
            await evidence.CountAsync(item => item.Status == EvidenceStatus.Failed, cancellation),
            await db.Uploads.CountAsync(session => session.CaseId == caseId, cancellation),
            await db.Runs.CountAsync(
                run => run.CaseId == caseId && (run.State == RunState.Queued || run.State == RunState.Running),
                cancellation
            ),
            [.. findings.OrderByDescending(row => row.Severity).ThenBy(row => row.State)],
            [.. indicators.OrderBy(row => row.State)],
            await db.Timeline.CountAsync(item => item.CaseId == caseId && !item.IsHidden, cancellation),
            await db.Notes.CountAsync(note => note.CaseId == caseId, cancellation),
            await db.Members.CountAsync(member => member.CaseId == caseId, cancellation),
            await evidence.MinAsync(item => item.FirstTime, cancellation),
            await evidence.MaxAsync(item => item.LastTime, cancellation)
        );
    }
}
