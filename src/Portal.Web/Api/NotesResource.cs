using System.Security.Claims;
using Portal.Cases.Notes;
using Portal.Cases.Paging;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>The notes of a case.</summary>
internal sealed class NotesResource : IApiResource
{
    public void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/cases/{caseId:int}/notes").WithTags("Notes");
        group.MapGet("", ListAsync);
        group.MapPost("", CreateAsync);
        group.MapGet("/{noteId:int}", GetAsync);
        group.MapPut("/{noteId:int}", SaveAsync);
        group.MapDelete("/{noteId:int}", RemoveAsync);
        group.MapGet("/{noteId:int}/revisions", HistoryAsync);
    }

    private static Task<Page<Note>> ListAsync(
        ClaimsPrincipal user,
        NoteService notes,
        int caseId,
        [AsParameters] Window window,
        CancellationToken cancellation
    ) => notes.ListAsync(caseId, user.ToActor(), window.Request, cancellation);

    private static async Task<IResult> CreateAsync(
        ClaimsPrincipal user,
        NoteService notes,
        int caseId,
        Draft draft,
        CancellationToken cancellation
    )
    {
        var made = await notes.CreateAsync(caseId, user.ToActor(), draft.Title, draft.Markdown, cancellation);
        return Results.Created($"/api/v1/cases/{caseId}/notes/{made.Id}", made);
    }

    private static Task<Note> GetAsync(
        ClaimsPrincipal user,
        NoteService notes,
        int caseId,
        int noteId,
        CancellationToken cancellation
    ) => notes.GetAsync(caseId, noteId, user.ToActor(), cancellation);

    /// <summary>409 with the newer text when somebody else has saved meanwhile.</summary>
    private static async Task<IResult> SaveAsync(
        ClaimsPrincipal user,
        NoteService notes,
        int caseId,
        int noteId,
        int revision,
        Draft draft,
        CancellationToken cancellation
    )
    {
        var saved = await notes.SaveAsync(
            caseId,
            noteId,
            user.ToActor(),
            draft.Title,
            draft.Markdown,
            revision,
            cancellation
        );
        return saved.IsConflict
            ? Results.Problem(
                $"{saved.Note.UpdatedBy} has saved the note meanwhile.",
                statusCode: StatusCodes.Status409Conflict,
                extensions: new Dictionary<string, object?> { ["theirs"] = saved.Note }
            )
            : Results.Ok(saved.Note);
    }

    private static async Task<IResult> RemoveAsync(
        ClaimsPrincipal user,
        NoteService notes,
        int caseId,
        int noteId,
        CancellationToken cancellation
    )
    {
        await notes.RemoveAsync(caseId, noteId, user.ToActor(), cancellation);
        return Results.NoContent();
    }

    private static Task<IReadOnlyList<NoteRevision>> HistoryAsync(
        ClaimsPrincipal user,
        NoteService notes,
        int caseId,
        int noteId,
        CancellationToken cancellation
    ) => notes.HistoryAsync(caseId, noteId, user.ToActor(), cancellation);

    private sealed record Draft(string Title, string Markdown);
}
