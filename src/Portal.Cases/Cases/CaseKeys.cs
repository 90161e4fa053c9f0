using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Traffic.Credentials;

namespace Portal.Cases.Cases;

/// <summary>
/// The keys of the hashes in <c>credentials</c>: one a case, made with it, so that a secret that was used twice in one case
/// shows itself while the hashes of two cases tell nothing of each other.
/// </summary>
public sealed class CaseKeys(IDbContextFactory<PortalDbContext> contexts)
{
    /// <summary>The key of a case; a case that is older than the keys gets one now. For imports only: nobody is shown it.</summary>
    public async Task<SecretKey> OfAsync(int caseId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await FindAsync(db, caseId, cancellation) is { } known)
        {
            return known;
        }
        db.Add(Make(caseId));
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            // Another import of the same case was first; if not, there is no key below and the failure shows itself.
            db.ChangeTracker.Clear();
        }
        return await FindAsync(db, caseId, cancellation)
            ?? throw new InvalidOperationException($"There is no case {caseId} to make a key for.");
    }

    internal static CaseKey Make(int caseId) =>
        new() { CaseId = caseId, Key = RandomNumberGenerator.GetBytes(SecretKey.Bytes) };

    private static async Task<SecretKey?> FindAsync(PortalDbContext db, int caseId, CancellationToken cancellation)
    {
        var key = await db.Set<CaseKey>()
            .AsNoTracking()
            .Where(row => row.CaseId == caseId)
            .Select(row => row.Key)
            .SingleOrDefaultAsync(cancellation);
        return key is null ? null : new SecretKey(key);
    }
}
