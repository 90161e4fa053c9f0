using Microsoft.AspNetCore.Components;
using Portal.Cases.Accounts;
using Portal.Cases.Live;
using Portal.Cases.Notes;
using Portal.Cases.Paging;
using Portal.Web.Components.States;

namespace Portal.Web.Pages.Notes;

/// <summary>What the team writes; one note is open for reading and writing.</summary>
public sealed partial class NotesPage(NoteService service)
{
    private readonly HashSet<int> _fresh = [];
    private IReadOnlyList<Note> _notes = [];
    private IReadOnlyList<NoteRevision> _history = [];
    private Note? _open;

    [SupplyParameterFromQuery(Name = "note")]
    public string? NoteName { get; set; }

    private int? NoteId => AddressNumber.Int(NoteName);

    protected override bool Follows(CaseChangeKind kind) => kind is CaseChangeKind.Note;

    protected override void Noticed(CaseChanged change)
    {
        if (int.TryParse(change.Key, out var id))
        {
            _fresh.Add(id);
        }
    }

    protected override async Task LoadAsync(Actor actor, CancellationToken cancellation)
    {
        _notes = (await service.ListAsync(CaseId, actor, new PageRequest(0, PageRequest.MaxTake), cancellation)).Items;
        _open =
            _notes.FirstOrDefault(note => note.Id == NoteId) ?? (NoteId is null && _notes.Count > 0 ? _notes[0] : null);
        _history = _open is null ? [] : await service.HistoryAsync(CaseId, _open.Id, actor, cancellation);
    }

    private Task NewAsync() =>
        DoAsync(
            async (actor, cancellation) =>
            {
                var note = await service.CreateAsync(CaseId, actor, "Untitled", "", cancellation);
                Go(values: ("note", note.Id));
            }
        );

    /// <summary>Null when it could not be tried; the text stays in the editor then.</summary>
    private async Task<NoteSaved?> SaveAsync(string title, string markdown, int revision)
    {
        NoteSaved? saved = null;
        await DoAsync(
            async (actor, cancellation) =>
                saved = await service.SaveAsync(CaseId, _open!.Id, actor, title, markdown, revision, cancellation)
        );
        await ReloadAsync();
        return saved;
    }

    private Task RemoveAsync() =>
        DoAsync(
            async (actor, cancellation) =>
            {
                await service.RemoveAsync(CaseId, _open!.Id, actor, cancellation);
                Go(values: ("note", null));
            }
        );
}
