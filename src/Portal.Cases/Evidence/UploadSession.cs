namespace Portal.Cases.Evidence;

/// <summary>An upload on its way; how many bytes are here is the length of its file, which survives a crash.</summary>
public sealed class UploadSession
{
    public const int MaxName = 255;

    public Guid Id { get; set; }
    public int CaseId { get; set; }
    public required string UserId { get; set; }
    public required string UserName { get; set; }

    /// <summary>File name without folders.</summary>
    public required string Name { get; set; }
    public long TotalBytes { get; set; }
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Set when all bytes are here and hashed, just before the file moves into the vault.</summary>
    public string? Sha256 { get; set; }
}
