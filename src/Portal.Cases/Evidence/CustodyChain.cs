using Microsoft.EntityFrameworkCore;
using Portal.Cases.Accounts;

namespace Portal.Cases.Evidence;

/// <summary>Appends to and walks the chains of custody. Nothing here updates or deletes an entry.</summary>
public sealed class CustodyChain(TimeProvider time)
{
    /// <summary>
    /// Adds an entry to <paramref name="db"/>, which must be in a transaction: SQLite lets one writer in at a time, so that
    /// two entries never name the same predecessor. The caller saves and commits.
    /// </summary>
    public async Task AppendAsync(
        PortalDbContext db,
        int caseId,
        string sha256,
        CustodyAction action,
        Actor actor,
        string detail,
        CancellationToken cancellation
    )
    {
        if (db.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("A custody entry is appended inside a transaction.");
        }
        var added = db
            .Custody.Local.Where(entry => entry.CaseId == caseId)
            .OrderByDescending(entry => entry.Sequence)
            .FirstOrDefault();
        var last =
            added
            ?? await db
                .Custody.AsNoTracking()
                .Where(entry => entry.CaseId == caseId)
                .OrderByDescending(entry => entry.Sequence)
                .FirstOrDefaultAsync(cancellation);
        var next = new CustodyEntry
        {
            CaseId = caseId,
            Sequence = (last?.Sequence ?? 0) + 1,
            Sha256 = sha256,
            Action = action,
            UserId = actor.UserId,
            UserName = actor.Name,
            At = time.GetUtcNow(),
            Detail = detail,
            PreviousHash = last?.Hash ?? CustodyEntry.Origin,
            Hash = "",
        };
        next.Hash = next.ComputeHash();
        db.Custody.Add(next);
    }

    /// <summary>The first entry that does not fit its predecessor or its own hash; null when the chain is whole.</summary>
    public static async Task<CustodyBreak?> FindBreakAsync(
        PortalDbContext db,
        int caseId,
        CancellationToken cancellation
    )
    {
        var previous = CustodyEntry.Origin;
        var sequence = 0;
        var entries = db
            .Custody.AsNoTracking()
            .Where(entry => entry.CaseId == caseId)
            .OrderBy(entry => entry.Sequence)
            .AsAsyncEnumerable();
        await foreach (var entry in entries.WithCancellation(cancellation))
        {
            sequence++;
            if (entry.Sequence != sequence)
            {
                return new CustodyBreak(sequence, $"Entry {sequence} is missing.");
            }
            if (entry.PreviousHash != previous)
            {
                return new CustodyBreak(sequence, $"Entry {sequence} does not continue entry {sequence - 1}.");
            }
            if (entry.Hash != entry.ComputeHash())
            {
                return new CustodyBreak(sequence, $"Entry {sequence} has been altered.");
            }
            previous = entry.Hash;
        }
        return null;
    }
}
