using Portal.Analysis.Store;

namespace Portal.Analysis.Importers;

/// <summary>What an importer found besides the records.</summary>
public sealed record ImportSummary
{
    /// <summary>More exact than the importer's kind where it covers several, for example <c>pcapng</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Frames of a capture; null for logs.</summary>
    public long? Frames { get; init; }

    /// <summary>Nanoseconds since 1970 UTC.</summary>
    public long? FirstTime { get; init; }
    public long? LastTime { get; init; }
    public IReadOnlyList<EvidenceWarning> Warnings { get; init; } = [];

    /// <summary>Reading stopped before the end.</summary>
    public bool IsPartial { get; init; }
}
