namespace Portal.Analysis.Store;

/// <summary>How the values of a Zeek type lie in Parquet, and what DuckDB calls them.</summary>
internal enum ColumnStorage
{
    /// <summary>INT64 as TIMESTAMP(NANOS, not adjusted to UTC): DuckDB's TIMESTAMP_NS, always UTC.</summary>
    Timestamp,

    /// <summary>INT64: BIGINT.</summary>
    Integer,

    /// <summary>DOUBLE.</summary>
    Real,

    /// <summary>BOOLEAN.</summary>
    Truth,

    /// <summary>BYTE_ARRAY as STRING: VARCHAR.</summary>
    Text,
}
