using Microsoft.EntityFrameworkCore;
using Portal.Analysis.Importers.KeyLogs;
using Portal.Cases.Accounts;
using Portal.Cases.Audit;
using Portal.Cases.Live;
using Portal.Cases.Members;
using Portal.Cases.Paging;
using Portal.Cases.Refusals;

namespace Portal.Cases.Evidence;

/// <summary>Reads the evidence of a case, hands it out and checks it.</summary>
public sealed class EvidenceService(
    IDbContextFactory<PortalDbContext> contexts,
    EvidenceVault vault,
    CustodyChain custody,
    CaseEvents events
)
{
    /// <summary>In the order in which it came.</summary>
    public async Task<Page<CaseEvidence>> ListAsync(
        int caseId,
        Actor actor,
        PageRequest page,
        CancellationToken cancellation
    )
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Reader, cancellation);
        return await db
            .Evidence.AsNoTracking()
            .Where(item => item.CaseId == caseId)
            .OrderBy(item => item.Id)
            .ToPageAsync(page, cancellation);
    }

    /// <summary>The TLS key logs of the case, in the order in which they came.</summary>
    public async Task<IReadOnlyList<CaseEvidence>> ListKeyLogsAsync(
        int caseId,
        Actor actor,
        CancellationToken cancellation
    )
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Reader, cancellation);
        return await KeyLogsOf(db, caseId).AsNoTracking().OrderBy(item => item.Id).ToListAsync(cancellation);
    }

    /// <summary>Those that were recognised as such.</summary>
    internal static IQueryable<CaseEvidence> KeyLogsOf(PortalDbContext db, int caseId) =>
        db.Evidence.Where(item =>
            item.CaseId == caseId && item.Kind == KeyLogImporter.KindName && item.RecordRun != null
        );

    public async Task<CaseEvidence> GetAsync(int caseId, int evidenceId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Reader, cancellation);
        return await FindAsync(db, caseId, evidenceId, cancellation);
    }

    /// <summary>The evidence with this SHA-256, if the case has it.</summary>
    public async Task<CaseEvidence?> FindByHashAsync(
        int caseId,
        string sha256,
        Actor actor,
        CancellationToken cancellation
    )
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Reader, cancellation);
        return await db
            .Evidence.AsNoTracking()
            .SingleOrDefaultAsync(item => item.CaseId == caseId && item.Sha256 == sha256, cancellation);
    }

    /// <summary>The chain of custody of the case, or of one piece of evidence in it, the first entry first.</summary>
    public async Task<Page<CustodyEntry>> CustodyAsync(
        int caseId,
        string? sha256,
        Actor actor,
        PageRequest page,
        CancellationToken cancellation
    )
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Reader, cancellation);
        return await db
            .Custody.AsNoTracking()
            .Where(entry => entry.CaseId == caseId && (sha256 == null || entry.Sha256 == sha256))
            .OrderBy(entry => entry.Sequence)
            .ToPageAsync(page, cancellation);
    }

    /// <summary>Writes down that evidence was sliced, downloaded or exported.</summary>
    public async Task RecordAsync(
        int caseId,
        string sha256,
        CustodyAction action,
        Actor actor,
        string detail,
        CancellationToken cancellation
    )
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Reader, cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await custody.AppendAsync(db, caseId, sha256, action, actor, detail, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>The raw bytes, as they came; the download becomes part of the chain of custody.</summary>
    public async Task<FileStream> DownloadAsync(int caseId, int evidenceId, Actor actor, CancellationToken cancellation)
    {
        var item = await GetAsync(caseId, evidenceId, actor, cancellation);
        if (!vault.Holds(item.Sha256))
        {
            throw RefusedException.Conflict("The file is missing on the server's disk.");
        }
        await RecordAsync(caseId, item.Sha256, CustodyAction.Downloaded, actor, item.Name, cancellation);
        return vault.OpenRead(item.Sha256);
    }

    /// <summary>Hashes the stored file again and walks the case's chain of custody.</summary>
    public async Task<Verification> VerifyAsync(int caseId, int evidenceId, Actor actor, CancellationToken cancellation)
    {
        var item = await GetAsync(caseId, evidenceId, actor, cancellation);
        var hash = await vault.HashAsync(item.Sha256, cancellation);

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var gap = await CustodyChain.FindBreakAsync(db, caseId, cancellation);
        var entries = await db.Custody.CountAsync(entry => entry.CaseId == caseId, cancellation);
        var detail =
            hash is null ? "the file is missing"
            : hash != item.Sha256 ? $"the file has the SHA-256 {hash}"
            : gap is not null ? $"the file is intact; {gap.Message}"
            : "the file and the chain of custody are intact";
        await custody.AppendAsync(db, caseId, item.Sha256, CustodyAction.Verified, actor, detail, cancellation);
        await db.SaveChangesAsync(cancellation);
        var entry = db.Custody.Local.Single();
        var verification = new Verification(item.Sha256, hash == item.Sha256, gap, entries, entry.At);
        await db
            .Evidence.Where(row => row.Id == evidenceId)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.VerifiedAt, entry.At)
                        .SetProperty(row => row.IsIntact, verification.IsIntact),
                cancellation
            );
        db.Audit.Add(
            AuditEntry.Of(caseId, actor, entry.At, "evidence.verified", item.Sha256, $"verified {item.Name}: {detail}")
        );
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        events.Publish(caseId, CaseChangeKind.Evidence, $"{evidenceId}");
        return verification;
    }

    private static async Task<CaseEvidence> FindAsync(
        PortalDbContext db,
        int caseId,
        int evidenceId,
        CancellationToken cancellation
    ) =>
        await db
            .Evidence.AsNoTracking()
            .SingleOrDefaultAsync(item => item.Id == evidenceId && item.CaseId == caseId, cancellation)
        ?? throw RefusedException.NotFound("The evidence");
}
