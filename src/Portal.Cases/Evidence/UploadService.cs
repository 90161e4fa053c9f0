using Microsoft.EntityFrameworkCore;
using Portal.Cases.Accounts;
using Portal.Cases.Audit;
using Portal.Cases.Live;
using Portal.Cases.Members;
using Portal.Cases.Refusals;

namespace Portal.Cases.Evidence;

/// <summary>Takes evidence in, in chunks that can be resumed after any interruption.</summary>
public sealed class UploadService(
    IDbContextFactory<PortalDbContext> contexts,
    UploadFiles files,
    EvidenceIntake intake,
    CaseEvents events,
    TimeProvider time
)
{
    public async Task<UploadStatus> BeginAsync(
        int caseId,
        Actor actor,
        string name,
        long totalBytes,
        CancellationToken cancellation
    )
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Analyst, cancellation);
        name = CleanName(name);
        if (totalBytes <= 0)
        {
            throw RefusedException.Invalid("totalBytes", "The file is empty.");
        }
        files.RequireSpace(totalBytes);
        var session = new UploadSession
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            CaseId = caseId,
            UserId = actor.UserId,
            UserName = actor.Name,
            Name = name,
            TotalBytes = totalBytes,
            CreatedAt = time.GetUtcNow(),
        };
        db.Uploads.Add(session);
        db.Audit.Add(
            AuditEntry.Of(caseId, actor, session.CreatedAt, "upload.begun", $"{session.Id}", $"began to upload {name}")
        );
        await db.SaveChangesAsync(cancellation);
        events.Publish(caseId, CaseChangeKind.Upload, $"{session.Id}");
        return StatusOf(session);
    }

    /// <summary>Uploads of a case that are not complete.</summary>
    public async Task<IReadOnlyList<UploadStatus>> ListAsync(int caseId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Reader, cancellation);
        var sessions = await db
            .Uploads.AsNoTracking()
            .Where(session => session.CaseId == caseId)
            .OrderBy(session => session.CreatedAt)
            .ToListAsync(cancellation);
        return [.. sessions.Select(StatusOf)];
    }

    public async Task<UploadStatus> GetAsync(int caseId, Guid id, Actor actor, CancellationToken cancellation) =>
        StatusOf(await FindAsync(caseId, id, actor, cancellation));

    /// <summary>
    /// Adds bytes that begin at <paramref name="offset"/>, which must be where the file ends now. When the connection breaks,
    /// what came is kept; the returned status says where to go on.
    /// </summary>
    public async Task<UploadStatus> AppendAsync(
        int caseId,
        Guid id,
        Actor actor,
        long offset,
        Stream chunk,
        CancellationToken cancellation
    )
    {
        var session = await FindAsync(caseId, id, actor, cancellation);
        try
        {
            await files.AppendAsync(session, offset, chunk, cancellation);
        }
        finally
        {
            events.Publish(caseId, CaseChangeKind.Upload, $"{id}");
        }
        return StatusOf(session);
    }

    /// <summary>
    /// Seals the file under its SHA-256 and adds it to the case. May be repeated after a crash: it goes on where it was.
    /// </summary>
    /// <param name="expectedSha256">What the sender computed; null when it did not.</param>
    public async Task<UploadResult> CompleteAsync(
        int caseId,
        Guid id,
        Actor actor,
        string? expectedSha256,
        CancellationToken cancellation
    )
    {
        var session = await FindAsync(caseId, id, actor, cancellation);
        var result = await files.SealAsync(
            session,
            async sha256 =>
            {
                if (expectedSha256 is not null && !sha256.Equals(expectedSha256, StringComparison.OrdinalIgnoreCase))
                {
                    throw RefusedException.Conflict(
                        $"The bytes that arrived have the SHA-256 {sha256}, not {expectedSha256}; send the file again."
                    );
                }
                await using var db = await contexts.CreateDbContextAsync(cancellation);
                await db
                    .Uploads.Where(candidate => candidate.Id == id)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.Sha256, sha256), cancellation);
            },
            sha256 => intake.AddAsync(session, sha256, actor, cancellation),
            cancellation
        );
        events.Publish(caseId, CaseChangeKind.Upload, $"{id}");
        events.Publish(caseId, CaseChangeKind.Evidence, $"{result.EvidenceId}");
        return result;
    }

    public async Task CancelAsync(int caseId, Guid id, Actor actor, CancellationToken cancellation)
    {
        var session = await FindAsync(caseId, id, actor, cancellation);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db.Uploads.Where(candidate => candidate.Id == id).ExecuteDeleteAsync(cancellation);
        db.Audit.Add(
            AuditEntry.Of(
                caseId,
                actor,
                time.GetUtcNow(),
                "upload.cancelled",
                $"{id}",
                $"cancelled the upload of {session.Name}"
            )
        );
        await db.SaveChangesAsync(cancellation);
        await files.DropAsync(id, cancellation);
        events.Publish(caseId, CaseChangeKind.Upload, $"{id}");
    }

    private async Task<UploadSession> FindAsync(int caseId, Guid id, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Analyst, cancellation);
        return await db
                .Uploads.AsNoTracking()
                .SingleOrDefaultAsync(session => session.Id == id && session.CaseId == caseId, cancellation)
            ?? throw RefusedException.NotFound("The upload");
    }

    private UploadStatus StatusOf(UploadSession session) =>
        new(
            session.Id,
            session.Name,
            session.TotalBytes,
            files.ReceivedBytes(session),
            session.UserName,
            session.CreatedAt
        );

    /// <summary>Browsers and scripts send paths, and hostile ones send control characters.</summary>
    private static string CleanName(string name)
    {
        var last = name.Replace('\\', '/').Split('/')[^1];
        var clean = new string([.. last.Where(letter => !char.IsControl(letter))]).Trim();
        if (clean.Length is 0 or > UploadSession.MaxName)
        {
            throw RefusedException.Invalid("name", $"A file name has 1 to {UploadSession.MaxName} characters.");
        }
        return clean;
    }
}
