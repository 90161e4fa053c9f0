using Microsoft.AspNetCore.Components;
using Portal.Cases.Notes;

namespace Portal.Web.Pages.Notes;

/// <summary>
/// One note, to read or to write. What others save appears at once while nothing was typed here; typed text is never
/// replaced without being asked.
/// </summary>
public sealed partial class NoteEditor
{
    private string _title = "";
    private string _markdown = "";
    private int _revision;
    private string _savedTitle = "";
    private string _savedMarkdown = "";
    private Note? _theirs;
    private Tab _tab = Tab.Read;

    private enum Tab
    {
        Read,
        Write,
        History,
    }

    [Parameter, EditorRequired]
    public Note Note { get; set; } = null!;

    [Parameter, EditorRequired]
    public IReadOnlyList<NoteRevision> History { get; set; } = [];

    /// <summary>Title, text, and the revision that they were written on.</summary>
    [Parameter, EditorRequired]
    public Func<string, string, int, Task<NoteSaved?>> OnSave { get; set; } =
        (_, _, _) => Task.FromResult<NoteSaved?>(null);

    [Parameter, EditorRequired]
    public EventCallback OnRemove { get; set; }

    private bool IsChanged => _title != _savedTitle || _markdown != _savedMarkdown;

    protected override void OnParametersSet()
    {
        if (_revision == 0)
        {
            _tab = Note.Markdown.Length == 0 ? Tab.Write : Tab.Read;
        }
        if (_revision == 0 || (!IsChanged && Note.Revision > _revision))
        {
            Take(Note);
        }
    }

    private void Take(Note note)
    {
        _title = _savedTitle = note.Title;
        _markdown = _savedMarkdown = note.Markdown;
        _revision = note.Revision;
        _theirs = null;
    }

    private async Task SaveAsync()
    {
        if (await OnSave(_title, _markdown, _revision) is not { } saved)
        {
            return;
        }
        if (saved.IsConflict)
        {
            _theirs = saved.Note;
            return;
        }
        Take(saved.Note);
    }

    private async Task SaveOverAsync()
    {
        _revision = _theirs!.Revision;
        _theirs = null;
        await SaveAsync();
    }

    private void TakeTheirs() => Take(_theirs!);

    private void Restore(NoteRevision revision)
    {
        _title = revision.Title;
        _markdown = revision.Markdown;
        _tab = Tab.Write;
    }
}
