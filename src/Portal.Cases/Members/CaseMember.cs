namespace Portal.Cases.Members;

/// <summary>A person's place in a case.</summary>
public sealed class CaseMember
{
    public int CaseId { get; set; }
    public required string UserId { get; set; }
    public CaseRole Role { get; set; }
    public DateTimeOffset AddedAt { get; set; }
    public required string AddedBy { get; set; }
}
