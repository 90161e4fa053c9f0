using Portal.Analysis.Store;

namespace Portal.Cases.Evidence;

/// <summary>A piece of evidence in one case; the same bytes are the same item, whatever their names.</summary>
public sealed class CaseEvidence
{
    public int Id { get; set; }
    public int CaseId { get; set; }
    public required string Sha256 { get; set; }
    public long Bytes { get; set; }

    /// <summary>As the first person named it.</summary>
    public required string Name { get; set; }

    /// <summary>Every name that it came with, the first included.</summary>
    public IReadOnlyList<string> Names { get; set; } = [];
    public EvidenceStatus Status { get; set; }

    /// <summary>The importer's kind, for example <c>pcapng</c>; null until it was read.</summary>
    public string? Kind { get; set; }

    /// <summary>Frames of a capture; null for logs.</summary>
    public long? Frames { get; set; }

    /// <summary>Rows over all tables.</summary>
    public long? Records { get; set; }

    /// <summary>Nanoseconds since 1970 UTC.</summary>
    public long? FirstTime { get; set; }
    public long? LastTime { get; set; }
    public IReadOnlyList<EvidenceWarning> Warnings { get; set; } = [];

    /// <summary>Why it failed, for people.</summary>
    public string? Error { get; set; }

    /// <summary>Folder name of the published records under this evidence's records; null while there are none.</summary>
    public string? RecordRun { get; set; }
    public required string AddedBy { get; set; }
    public DateTimeOffset AddedAt { get; set; }

    /// <summary>When somebody last checked the bytes against the SHA-256, and what came out.</summary>
    public DateTimeOffset? VerifiedAt { get; set; }
    public bool? IsIntact { get; set; }
}
