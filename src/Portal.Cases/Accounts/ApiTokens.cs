using Microsoft.EntityFrameworkCore;
using Portal.Cases.Refusals;

namespace Portal.Cases.Accounts;

/// <summary>Bearer tokens that people make for their programs.</summary>
public sealed class ApiTokens(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    /// <summary>Marks our tokens for people and for scanners of leaked secrets.</summary>
    private const string Mark = "nip_";

    private static readonly TimeSpan s_lastUseResolution = TimeSpan.FromMinutes(1);

    /// <summary>The token itself is returned here and never again.</summary>
    public async Task<string> CreateAsync(Actor actor, string name, CancellationToken cancellation)
    {
        name = name.Trim();
        if (name.Length is 0 or > 100)
        {
            throw RefusedException.Invalid("name", "A token needs a name of at most 100 characters.");
        }
        var token = Mark + SecretToken.Create();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        db.ApiTokens.Add(
            new ApiToken
            {
                UserId = actor.UserId,
                Name = name,
                TokenHash = SecretToken.Hash(token),
                Prefix = token[..10],
                CreatedAt = time.GetUtcNow(),
            }
        );
        await db.SaveChangesAsync(cancellation);
        return token;
    }

    public async Task<IReadOnlyList<ApiToken>> ListAsync(Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db
            .ApiTokens.AsNoTracking()
            .Where(token => token.UserId == actor.UserId && token.RevokedAt == null)
            .OrderBy(token => token.Id)
            .ToListAsync(cancellation);
    }

    public async Task RevokeAsync(Actor actor, int tokenId, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var revoked = await db
            .ApiTokens.Where(token => token.Id == tokenId && token.UserId == actor.UserId && token.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(token => token.RevokedAt, now), cancellation);
        if (revoked == 0)
        {
            throw RefusedException.NotFound("The token");
        }
    }

    /// <summary>The account that a token stands for; null when the token or the account is not valid any more.</summary>
    public async Task<PortalUser?> FindUserAsync(string token, CancellationToken cancellation)
    {
        if (!token.StartsWith(Mark, StringComparison.Ordinal))
        {
            return null;
        }
        var hash = SecretToken.Hash(token);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var found = await db.ApiTokens.SingleOrDefaultAsync(
            candidate => candidate.TokenHash == hash && candidate.RevokedAt == null,
            cancellation
        );
        if (found is null)
        {
            return null;
        }
        var now = time.GetUtcNow();
        if (found.LastUsedAt is not { } last || now - last > s_lastUseResolution)
        {
            found.LastUsedAt = now;
            await db.SaveChangesAsync(cancellation);
        }
        return await db
            .Users.AsNoTracking()
            .SingleOrDefaultAsync(user => user.Id == found.UserId && !user.IsDisabled, cancellation);
    }
}
