using Microsoft.EntityFrameworkCore;
using Portal.Cases.Accounts;
using Portal.Cases.Refusals;

namespace Portal.Cases.Members;

/// <summary>The one place that decides who may see or change a case.</summary>
public sealed class CaseGuard(IDbContextFactory<PortalDbContext> contexts)
{
    /// <summary>The actor's role in the case.</summary>
    /// <exception cref="RefusedException">
    /// Not found when the actor is no member (whether the case exists stays unknown); forbidden when the role is too low.
    /// </exception>
    public static async Task<CaseRole> RequireAsync(
        PortalDbContext db,
        int caseId,
        Actor actor,
        CaseRole least,
        CancellationToken cancellation
    )
    {
        if (actor.IsPortal)
        {
            return CaseRole.Owner;
        }
        var member = await db
            .Members.AsNoTracking()
            .SingleOrDefaultAsync(
                candidate =>
                    candidate.CaseId == caseId
                    && candidate.UserId == actor.UserId
                    && db.Users.Any(user => user.Id == actor.UserId && !user.IsDisabled),
                cancellation
            );
        if (member is null)
        {
            throw RefusedException.NotFound("The case");
        }
        return member.Role >= least
            ? member.Role
            : throw RefusedException.Forbidden($"This needs the role {least}; yours is {member.Role}.");
    }

    /// <summary>The same, for callers that hold no context.</summary>
    public async Task<CaseRole> CheckAsync(int caseId, Actor actor, CaseRole least, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await RequireAsync(db, caseId, actor, least, cancellation);
    }
}
