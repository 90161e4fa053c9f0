namespace Portal.Cases.Notes;

/// <summary>A text that the team writes together.</summary>
public sealed class Note
{
    public int Id { get; set; }
    public int CaseId { get; set; }
    public required string Title { get; set; }
    public string Markdown { get; set; } = "";
    public required string CreatedBy { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public required string UpdatedBy { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>From 1; a change names the revision that it was made from.</summary>
    public int Revision { get; set; }
}
