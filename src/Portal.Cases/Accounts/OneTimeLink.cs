namespace Portal.Cases.Accounts;

/// <summary>A secret that works once; only its hash is stored.</summary>
public sealed class OneTimeLink
{
    public int Id { get; set; }
    public LinkPurpose Purpose { get; set; }

    /// <summary>SHA-256 of the token, lower-case hex.</summary>
    public required string TokenHash { get; set; }

    /// <summary>Whom it is for, in words, or the account whose password is reset.</summary>
    public string Subject { get; set; } = "";

    /// <summary>The account that it makes may administer.</summary>
    public bool GrantsAdministration { get; set; }
    public required string CreatedBy { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
    public DateTimeOffset? UsedAt { get; set; }
}
