namespace Portal.Cases.Findings;

/// <summary>What a member says about a finding.</summary>
public sealed class FindingComment
{
    public int Id { get; set; }
    public int CaseId { get; set; }
    public required string FindingKey { get; set; }
    public required string UserId { get; set; }
    public required string UserName { get; set; }

    /// <summary>Markdown.</summary>
    public required string Text { get; set; }
    public DateTimeOffset At { get; set; }
}
