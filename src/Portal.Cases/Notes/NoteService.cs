using Microsoft.EntityFrameworkCore;
using Portal.Cases.Accounts;
using Portal.Cases.Audit;
using Portal.Cases.Live;
using Portal.Cases.Members;
using Portal.Cases.Paging;
using Portal.Cases.Refusals;

namespace Portal.Cases.Notes;

/// <summary>Notes with all their revisions; two people who write at once never lose a text.</summary>
public sealed class NoteService(IDbContextFactory<PortalDbContext> contexts, CaseEvents events, TimeProvider time)
{
    public const int MaxTitle = 200;
    public const int MaxMarkdown = 200_000;

    public async Task<Page<Note>> ListAsync(int caseId, Actor actor, PageRequest page, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Reader, cancellation);
        return await db
            .Notes.AsNoTracking()
            .Where(note => note.CaseId == caseId)
            .OrderBy(note => note.Id)
            .ToPageAsync(page, cancellation);
    }

    public async Task<Note> GetAsync(int caseId, int noteId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Reader, cancellation);
        return await FindAsync(db, caseId, noteId, cancellation);
    }

    /// <summary>Every revision, the newest first.</summary>
    public async Task<IReadOnlyList<NoteRevision>> HistoryAsync(
        int caseId,
        int noteId,
        Actor actor,
        CancellationToken cancellation
    )
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Reader, cancellation);
        await FindAsync(db, caseId, noteId, cancellation);
        return await db
            .NoteRevisions.AsNoTracking()
            .Where(revision => revision.NoteId == noteId)
            .OrderByDescending(revision => revision.Revision)
            .ToListAsync(cancellation);
    }

    public async Task<Note> CreateAsync(
        int caseId,
        Actor actor,
        string title,
        string markdown,
        CancellationToken cancellation
    )
    {
        title = Check(title, markdown);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Analyst, cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var now = time.GetUtcNow();
        var note = new Note
        {
            CaseId = caseId,
            Title = title,
            Markdown = markdown,
            CreatedBy = actor.Name,
            CreatedAt = now,
            UpdatedBy = actor.Name,
            UpdatedAt = now,
            Revision = 1,
        };
        db.Notes.Add(note);
        await db.SaveChangesAsync(cancellation);
        db.NoteRevisions.Add(RevisionOf(note));
        db.Audit.Add(AuditEntry.Of(caseId, actor, now, "note.created", $"{note.Id}", $"began the note {title}"));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        events.Publish(caseId, CaseChangeKind.Note, $"{note.Id}");
        return note;
    }

    /// <summary>Stores a text that was written on top of <paramref name="revision"/>, or hands back the newer one.</summary>
    public async Task<NoteSaved> SaveAsync(
        int caseId,
        int noteId,
        Actor actor,
        string title,
        string markdown,
        int revision,
        CancellationToken cancellation
    )
    {
        title = Check(title, markdown);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Analyst, cancellation);
        var note =
            await db.Notes.SingleOrDefaultAsync(row => row.Id == noteId && row.CaseId == caseId, cancellation)
            ?? throw RefusedException.NotFound("The note");
        if (note.Revision != revision)
        {
            return new NoteSaved(note, IsConflict: true);
        }
        note.Title = title;
        note.Markdown = markdown;
        note.UpdatedBy = actor.Name;
        note.UpdatedAt = time.GetUtcNow();
        note.Revision++;
        db.NoteRevisions.Add(RevisionOf(note));
        db.Audit.Add(
            AuditEntry.Of(caseId, actor, note.UpdatedAt, "note.saved", $"{noteId}", $"wrote in the note {title}")
        );
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            // Either the note's revision or the row of its history was taken in this very moment.
            await using var fresh = await contexts.CreateDbContextAsync(cancellation);
            return new NoteSaved(await FindAsync(fresh, caseId, noteId, cancellation), IsConflict: true);
        }
        events.Publish(caseId, CaseChangeKind.Note, $"{noteId}");
        return new NoteSaved(note, IsConflict: false);
    }

    public async Task RemoveAsync(int caseId, int noteId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CaseGuard.RequireAsync(db, caseId, actor, CaseRole.Analyst, cancellation);
        var note = await FindAsync(db, caseId, noteId, cancellation);
        db.Notes.Remove(note);
        db.Audit.Add(
            AuditEntry.Of(
                caseId,
                actor,
                time.GetUtcNow(),
                "note.removed",
                $"{noteId}",
                $"removed the note {note.Title}"
            )
        );
        await db.SaveChangesAsync(cancellation);
        events.Publish(caseId, CaseChangeKind.Note, $"{noteId}");
    }

    private static string Check(string title, string markdown)
    {
        title = title.Trim();
        if (title.Length is 0 or > MaxTitle)
        {
            throw RefusedException.Invalid("title", $"A title has 1 to {MaxTitle} characters.");
        }
        return markdown.Length <= MaxMarkdown
            ? title
            : throw RefusedException.Invalid("markdown", $"A note has at most {MaxMarkdown} characters.");
    }

    private static NoteRevision RevisionOf(Note note) =>
        new()
        {
            NoteId = note.Id,
            Revision = note.Revision,
            Title = note.Title,
            Markdown = note.Markdown,
            UserName = note.UpdatedBy,
            At = note.UpdatedAt,
        };

    private static async Task<Note> FindAsync(
        PortalDbContext db,
        int caseId,
        int noteId,
        CancellationToken cancellation
    ) =>
        await db
            .Notes.AsNoTracking()
            .SingleOrDefaultAsync(note => note.Id == noteId && note.CaseId == caseId, cancellation)
        ?? throw RefusedException.NotFound("The note");
}
