using Portal.Traffic.Records;

namespace Portal.Cases.Records;

/// <summary>A window of the rows of a table.</summary>
/// <param name="Columns">In the order of the values of a row.</param>
/// <param name="Rows">
/// Null, <c>long</c> (times are nanoseconds since 1970 UTC), <c>double</c> (intervals are seconds), <c>bool</c>,
/// <c>string</c>, or a list of one of these.
/// </param>
/// <param name="Total">Rows that match, in and outside the window.</param>
public sealed record RecordPage(
    IReadOnlyList<ColumnDefinition> Columns,
    IReadOnlyList<object?[]> Rows,
    long Total,
    long Skip
);
