namespace Portal.Analysis.Store;

/// <summary>What <c>run.json</c> says of a record set: the evidence, what was read from it, and how.</summary>
public sealed record RunManifest
{
    public required string Name { get; init; }

    /// <summary>Of the raw evidence, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The importer's kind, for example <c>pcap</c>, <c>pcapng</c>, <c>zeek-tsv</c>, <c>zeek-json</c>.</summary>
    public required string Kind { get; init; }
    public required long Bytes { get; init; }

    /// <summary>Frames of a capture; null for logs.</summary>
    public long? Frames { get; init; }

    /// <summary>Nanoseconds since 1970 UTC.</summary>
    public long? FirstTime { get; init; }
    public long? LastTime { get; init; }

    /// <summary>Rows of each table.</summary>
    public IReadOnlyDictionary<string, long> Records { get; init; } = new SortedDictionary<string, long>();
    public IReadOnlyList<EvidenceWarning> Warnings { get; init; } = [];

    /// <summary>Reading stopped early: what came before is kept.</summary>
    public bool IsPartial { get; init; }

    /// <summary>Version of the engine that wrote the set.</summary>
    public required string EngineVersion { get; init; }
    public IReadOnlyDictionary<string, string> Options { get; init; } = new SortedDictionary<string, string>();
}
