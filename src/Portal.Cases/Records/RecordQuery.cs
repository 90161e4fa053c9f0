namespace Portal.Cases.Records;

/// <summary>Which rows of a table are wanted, and how.</summary>
public sealed record RecordQuery
{
    /// <summary>Name as in Zeek, for example <c>conn</c>.</summary>
    public required string Table { get; init; }

    /// <summary>Column names; empty for all.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>All must hold.</summary>
    public IReadOnlyList<RecordFilter> Filters { get; init; } = [];

    /// <summary>Text that any text column contains, in any case; null or empty for none.</summary>
    public string? Search { get; init; }

    /// <summary>Rows at or after this time, nanoseconds since 1970 UTC.</summary>
    public long? From { get; init; }

    /// <summary>Rows before this time.</summary>
    public long? Until { get; init; }

    /// <summary>SHA-256 of one piece of evidence; null for all.</summary>
    public string? Evidence { get; init; }

    /// <summary>Column to sort by; null sorts by time where the table has one, else by place.</summary>
    public string? Sort { get; init; }
    public bool IsDescending { get; init; }
}
