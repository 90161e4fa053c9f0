namespace Portal.Analysis.Store;

/// <summary>How much of the machine queries over records may take.</summary>
public sealed record RecordDatabaseOptions
{
    /// <summary>DuckDB's own memory; beyond it, it spills to <see cref="TempDirectory"/>.</summary>
    public int MemoryLimitMegabytes { get; init; } = 256;

    /// <summary>Threads of one query; 0 takes one a core, at most four.</summary>
    public int Threads { get; init; }

    /// <summary>A folder of its own is made in it and removed again; null takes the system's.</summary>
    public string? TempDirectory { get; init; }
}
