using Microsoft.EntityFrameworkCore;

namespace Portal.Cases.Accounts;

/// <summary>Makes and redeems one-time links.</summary>
public sealed class OneTimeLinks(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    private static readonly TimeSpan s_invitationLife = TimeSpan.FromDays(7);

    /// <summary>A set-up link dies with the next start of the server, which makes a new one.</summary>
    private static readonly TimeSpan s_setUpLife = TimeSpan.FromDays(30);

    private static readonly TimeSpan s_resetLife = TimeSpan.FromDays(1);

    /// <summary>A fresh set-up token while there is no account; null otherwise. Earlier ones stop working.</summary>
    public async Task<string?> CreateSetUpAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db.OneTimeLinks.Where(link => link.Purpose == LinkPurpose.SetUp).ExecuteDeleteAsync(cancellation);
        return await db.Users.AnyAsync(cancellation)
            ? null
            : await AddAsync(db, LinkPurpose.SetUp, "first administrator", true, Actor.Portal, cancellation);
    }

    public async Task<string> CreateInvitationAsync(
        string subject,
        bool grantsAdministration,
        Actor actor,
        CancellationToken cancellation
    )
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await AddAsync(db, LinkPurpose.Invitation, subject, grantsAdministration, actor, cancellation);
    }

    public async Task<string> CreateResetAsync(string userId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await AddAsync(db, LinkPurpose.PasswordReset, userId, false, actor, cancellation);
    }

    /// <summary>The link behind a token; null when it is unknown, used or too old.</summary>
    public async Task<OneTimeLink?> FindAsync(string? token, LinkPurpose purpose, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(token))
        {
            return null;
        }
        var hash = SecretToken.Hash(token);
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db
            .OneTimeLinks.AsNoTracking()
            .SingleOrDefaultAsync(
                link =>
                    link.TokenHash == hash && link.Purpose == purpose && link.UsedAt == null && link.ExpiresAt > now,
                cancellation
            );
    }

    /// <summary>Takes the link for good; false when somebody else was faster.</summary>
    public async Task<bool> ClaimAsync(int linkId, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db
                .OneTimeLinks.Where(link => link.Id == linkId && link.UsedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(link => link.UsedAt, now), cancellation) == 1;
    }

    /// <summary>Gives a claimed link back, when what it was claimed for did not come about.</summary>
    public async Task ReleaseAsync(int linkId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db
            .OneTimeLinks.Where(link => link.Id == linkId)
            .ExecuteUpdateAsync(set => set.SetProperty(link => link.UsedAt, (DateTimeOffset?)null), cancellation);
    }

    /// <summary>Invitations and resets that can still be used.</summary>
    public async Task<IReadOnlyList<OneTimeLink>> ListOpenAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db
            .OneTimeLinks.AsNoTracking()
            .Where(link => link.UsedAt == null && link.ExpiresAt > now && link.Purpose != LinkPurpose.SetUp)
            .OrderByDescending(link => link.CreatedAt)
            .ToListAsync(cancellation);
    }

    public async Task RevokeAsync(int linkId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db.OneTimeLinks.Where(link => link.Id == linkId).ExecuteDeleteAsync(cancellation);
    }

    private async Task<string> AddAsync(
        PortalDbContext db,
        LinkPurpose purpose,
        string subject,
        bool grantsAdministration,
        Actor actor,
        CancellationToken cancellation
    )
    {
        var token = SecretToken.Create();
        var now = time.GetUtcNow();
        var life = purpose switch
        {
            LinkPurpose.SetUp => s_setUpLife,
            LinkPurpose.Invitation => s_invitationLife,
            _ => s_resetLife,
        };
        db.OneTimeLinks.Add(
            new OneTimeLink
            {
                Purpose = purpose,
                TokenHash = SecretToken.Hash(token),
                Subject = subject,
                GrantsAdministration = grantsAdministration,
                CreatedBy = actor.Name,
                CreatedAt = now,
                ExpiresAt = now + life,
            }
        );
        await db.SaveChangesAsync(cancellation);
        return token;
    }
}
