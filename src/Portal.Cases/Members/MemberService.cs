using Microsoft.EntityFrameworkCore;
using Portal.Cases.Accounts;
using Portal.Cases.Audit;
using Portal.Cases.Live;
using Portal.Cases.Refusals;

namespace Portal.Cases.Members;

/// <summary>Who belongs to a case. Owners decide; an administrator may too, so that no case is ever orphaned.</summary>
public sealed class MemberService(IDbContextFactory<PortalDbContext> contexts, CaseEvents events, TimeProvider time)
{
    public async Task<IReadOnlyList<MemberRow>> ListAsync(int caseId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Reader, cancellation);
        return await db
            .Members.AsNoTracking()
            .Where(member => member.CaseId == caseId)
            .Join(db.Users, member => member.UserId, user => user.Id, (member, user) => new { member, user })
            .OrderBy(row => row.user.UserName)
            .Select(row => new MemberRow(
                row.user.Id,
                row.user.UserName!,
                row.user.DisplayName,
                row.member.Role,
                row.member.AddedAt
            ))
            .ToListAsync(cancellation);
    }

    /// <summary>Adds a person by user name, or gives a member another role.</summary>
    public async Task SetAsync(int caseId, Actor actor, string userName, CaseRole role, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await RequireOwnerOrAdministratorAsync(db, caseId, actor, cancellation);
        var normalized = userName.Trim().ToUpperInvariant();
        var user =
            await db.Users.SingleOrDefaultAsync(user => user.NormalizedUserName == normalized, cancellation)
            ?? throw RefusedException.Invalid("userName", $"There is no account named '{userName}'.");
        var member = await db.Members.FindAsync([caseId, user.Id], cancellation);
        if (member is null)
        {
            db.Members.Add(
                new CaseMember
                {
                    CaseId = caseId,
                    UserId = user.Id,
                    Role = role,
                    AddedAt = time.GetUtcNow(),
                    AddedBy = actor.Name,
                }
            );
        }
        else
        {
            if (member.Role == CaseRole.Owner && role != CaseRole.Owner)
            {
                await RequireAnotherOwnerAsync(db, caseId, user.Id, cancellation);
            }
            member.Role = role;
        }
        await SaveAsync(db, caseId, actor, "member.set", user.Id, $"made {user.DisplayName} {role}", cancellation);
    }

    public async Task RemoveAsync(int caseId, Actor actor, string userId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await RequireOwnerOrAdministratorAsync(db, caseId, actor, cancellation);
        var member =
            await db.Members.FindAsync([caseId, userId], cancellation) ?? throw RefusedException.NotFound("The member");
        if (member.Role == CaseRole.Owner)
        {
            await RequireAnotherOwnerAsync(db, caseId, userId, cancellation);
        }
        db.Members.Remove(member);
        await SaveAsync(db, caseId, actor, "member.removed", userId, "removed a member", cancellation);
    }

    private static async Task RequireOwnerOrAdministratorAsync(
        PortalDbContext db,
        int caseId,
        Actor actor,
        CancellationToken cancellation
    )
    {
        var isAdministrator = await db.Users.AnyAsync(
            user => user.Id == actor.UserId && user.IsAdministrator && !user.IsDisabled,
            cancellation
        );
        if (!isAdministrator)
        {
            await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Owner, cancellation);
        }
        else if (!await db.Cases.AnyAsync(candidate => candidate.Id == caseId, cancellation))
        {
            throw RefusedException.NotFound("The case");
        }
    }

    private static async Task RequireAnotherOwnerAsync(
        PortalDbContext db,
        int caseId,
        string userId,
        CancellationToken cancellation
    )
    {
        var another = await db.Members.AnyAsync(
            member => member.CaseId == caseId && member.UserId != userId && member.Role == CaseRole.Owner,
            cancellation
        );
        if (!another)
        {
            throw RefusedException.Conflict("A case keeps at least one owner.");
        }
    }

    private async Task SaveAsync(
        PortalDbContext db,
        int caseId,
        Actor actor,
        string action,
        string userId,
        string text,
        CancellationToken cancellation
    )
    {
        db.Audit.Add(AuditEntry.Of(caseId, actor, time.GetUtcNow(), action, userId, text));
        await db.SaveChangesAsync(cancellation);
        events.Publish(caseId, CaseChangeKind.Member, userId);
    }
}
