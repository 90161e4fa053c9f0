namespace Portal.Cases.Notes;

/// <summary>A note as it once was.</summary>
public sealed class NoteRevision
{
    public int NoteId { get; set; }
    public int Revision { get; set; }
    public required string Title { get; set; }
    public required string Markdown { get; set; }
    public required string UserName { get; set; }
    public DateTimeOffset At { get; set; }
}
