using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Cases;
using Portal.Cases.Accounts;
using Portal.Cases.Audit;
using Portal.Cases.Refusals;

namespace Portal.Web.Security;

/// <summary>Makes and changes accounts. Every way to an account begins with a one-time link.</summary>
public sealed class AccountService(
    UserManager<PortalUser> users,
    OneTimeLinks links,
    IDbContextFactory<PortalDbContext> contexts,
    TimeProvider time
)
{
    public Task<bool> HasUsersAsync(CancellationToken cancellation) => users.Users.AnyAsync(cancellation);

    /// <summary>Uses up the link and makes the account that it stands for.</summary>
    /// <exception cref="RefusedException">The link is spent, or the name or password cannot be taken; the link stays good then.</exception>
    public async Task<PortalUser> CreateAsync(AccountDraft draft, LinkPurpose purpose, CancellationToken cancellation)
    {
        var link = await ClaimAsync(draft.Token, purpose, cancellation);
        var user = new PortalUser
        {
            UserName = draft.UserName,
            DisplayName = string.IsNullOrWhiteSpace(draft.DisplayName) ? draft.UserName : draft.DisplayName.Trim(),
            IsAdministrator = link.GrantsAdministration,
            CreatedAt = time.GetUtcNow(),
        };
        await RequireAsync(users.CreateAsync(user, draft.Password), link, cancellation);
        await RecordAsync(
            new Actor(user.Id, user.DisplayName),
            "account.created",
            user.Id,
            "made an account",
            cancellation
        );
        return user;
    }

    /// <summary>Uses up the link and sets the password of the account that it was made for.</summary>
    /// <exception cref="RefusedException">The link is spent, or the password cannot be taken; the link stays good then.</exception>
    public async Task<PortalUser> ResetAsync(AccountDraft draft, CancellationToken cancellation)
    {
        var link = await ClaimAsync(draft.Token, LinkPurpose.PasswordReset, cancellation);
        var user = await users.FindByIdAsync(link.Subject) ?? throw RefusedException.NotFound("The account");
        var token = await users.GeneratePasswordResetTokenAsync(user);
        await RequireAsync(users.ResetPasswordAsync(user, token, draft.Password), link, cancellation);
        await users.SetLockoutEndDateAsync(user, null);
        await RecordAsync(
            new Actor(user.Id, user.DisplayName),
            "account.reset",
            user.Id,
            "chose a new password by a link",
            cancellation
        );
        return user;
    }

    public async Task<IReadOnlyList<PortalUser>> ListAsync(CancellationToken cancellation) =>
        await users.Users.AsNoTracking().OrderBy(user => user.UserName).ToListAsync(cancellation);

    /// <summary>Shuts an account out at once, or lets it in again.</summary>
    public async Task SetDisabledAsync(Actor actor, string userId, bool isDisabled, CancellationToken cancellation)
    {
        if (userId == actor.UserId)
        {
            throw RefusedException.Conflict("Nobody shuts themselves out.");
        }
        var user = await users.FindByIdAsync(userId) ?? throw RefusedException.NotFound("The account");
        user.IsDisabled = isDisabled;
        await users.UpdateSecurityStampAsync(user);
        var verb = isDisabled ? "disabled" : "enabled";
        await RecordAsync(actor, $"account.{verb}", userId, $"{verb} the account {user.UserName}", cancellation);
    }

    private async Task<OneTimeLink> ClaimAsync(string token, LinkPurpose purpose, CancellationToken cancellation)
    {
        var link = await links.FindAsync(token, purpose, cancellation);
        return link is not null && await links.ClaimAsync(link.Id, cancellation)
            ? link
            : throw RefusedException.NotFound("A link that still works");
    }

    private async Task RequireAsync(Task<IdentityResult> change, OneTimeLink link, CancellationToken cancellation)
    {
        var result = await change;
        if (!result.Succeeded)
        {
            await links.ReleaseAsync(link.Id, cancellation);
            throw RefusedException.Invalid(
                "account",
                string.Join(" ", result.Errors.Select(error => error.Description))
            );
        }
    }

    private async Task RecordAsync(Actor actor, string action, string key, string text, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        db.Audit.Add(AuditEntry.Of(null, actor, time.GetUtcNow(), action, key, text));
        await db.SaveChangesAsync(cancellation);
    }
}
