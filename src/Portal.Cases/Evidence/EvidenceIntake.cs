using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Cases.Accounts;
using Portal.Cases.Audit;
using Portal.Cases.Members;

namespace Portal.Cases.Evidence;

/// <summary>Writes sealed evidence into a case, with the first entries of its chain of custody.</summary>
public sealed class EvidenceIntake(
    IDbContextFactory<PortalDbContext> contexts,
    EvidenceVault vault,
    CustodyChain custody,
    TimeProvider time
)
{
    /// <summary>Moves a file of the server's own into the vault and adds it to a case.</summary>
    public async Task<UploadResult> AddFileAsync(int caseId, Actor actor, string path, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Analyst, cancellation);
        var bytes = new FileInfo(path).Length;
        string sha256;
        await using (var file = File.OpenRead(path))
        {
            sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation));
        }
        vault.Seal(path, sha256);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var result = await AddAsync(db, caseId, Path.GetFileName(path), bytes, sha256, actor, cancellation);
        await transaction.CommitAsync(cancellation);
        return result;
    }

    /// <summary>Ends an upload whose bytes are in the vault. The same bytes in the same case stay one item.</summary>
    public async Task<UploadResult> AddAsync(
        UploadSession session,
        string sha256,
        Actor actor,
        CancellationToken cancellation
    )
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var result = await AddAsync(db, session.CaseId, session.Name, session.TotalBytes, sha256, actor, cancellation);
        await db.Uploads.Where(row => row.Id == session.Id).ExecuteDeleteAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return result;
    }

    private async Task<UploadResult> AddAsync(
        PortalDbContext db,
        int caseId,
        string name,
        long bytes,
        string sha256,
        Actor actor,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        if (await db.EvidenceFiles.FindAsync([sha256], cancellation) is null)
        {
            db.EvidenceFiles.Add(
                new EvidenceFile
                {
                    Sha256 = sha256,
                    Bytes = bytes,
                    ReceivedAt = now,
                }
            );
        }
        var item = await db.Evidence.SingleOrDefaultAsync(
            row => row.CaseId == caseId && row.Sha256 == sha256,
            cancellation
        );
        var isNew = item is null;
        if (item is null)
        {
            item = new CaseEvidence
            {
                CaseId = caseId,
                Sha256 = sha256,
                Bytes = bytes,
                Name = name,
                Names = [name],
                Status = EvidenceStatus.Hashed,
                AddedBy = actor.Name,
                AddedAt = now,
            };
            db.Evidence.Add(item);
            await Custody(CustodyAction.Received, $"{name}, {bytes} bytes");
            await Custody(CustodyAction.Hashed, $"SHA-256 {sha256}");
            db.Audit.Add(AuditEntry.Of(caseId, actor, now, "evidence.added", sha256, $"added {name}"));
        }
        else
        {
            item.Names = item.Names.Contains(name) ? item.Names : [.. item.Names, name];
            await Custody(CustodyAction.ReceivedAgain, $"{name}, the same {bytes} bytes as {item.Name}");
            db.Audit.Add(
                AuditEntry.Of(caseId, actor, now, "evidence.again", sha256, $"added {name}, which is {item.Name}")
            );
        }
        await db.SaveChangesAsync(cancellation);
        return new UploadResult(item.Id, sha256, isNew);

        Task Custody(CustodyAction action, string detail) =>
            custody.AppendAsync(db, caseId, sha256, action, actor, detail, cancellation);
    }
}
