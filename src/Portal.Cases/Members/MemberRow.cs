namespace Portal.Cases.Members;

/// <summary>A member with the names that people know.</summary>
public sealed record MemberRow(
    string UserId,
    string UserName,
    string DisplayName,
    CaseRole Role,
    DateTimeOffset AddedAt
);
