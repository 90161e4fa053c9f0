namespace Portal.Analysis.Store;

/// <summary>What a user's query gave.</summary>
/// <param name="Columns">Names as the query has them; they may repeat.</param>
/// <param name="Types">DuckDB's type of each column.</param>
/// <param name="Rows">Null, bool, numbers, string, <see cref="DateTime"/> (UTC), lists and dictionaries of those.</param>
/// <param name="IsCut">There were more rows than the limit.</param>
public sealed record QueryResult(
    IReadOnlyList<string> Columns,
    IReadOnlyList<string> Types,
    IReadOnlyList<object?[]> Rows,
    bool IsCut
);
