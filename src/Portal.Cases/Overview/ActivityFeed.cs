using Microsoft.EntityFrameworkCore;
using Portal.Cases.Accounts;
using Portal.Cases.Audit;
using Portal.Cases.Members;
using Portal.Cases.Paging;

namespace Portal.Cases.Overview;

/// <summary>Reads what happened in a case, the newest first.</summary>
public sealed class ActivityFeed(IDbContextFactory<PortalDbContext> contexts)
{
    public async Task<Page<AuditEntry>> ListAsync(
        int caseId,
        Actor actor,
        PageRequest page,
        CancellationToken cancellation
    )
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Reader, cancellation);
        return await db
            .Audit.AsNoTracking()
            .Where(entry => entry.CaseId == caseId)
            .OrderByDescending(entry => entry.Id)
            .ToPageAsync(page, cancellation);
    }
}
