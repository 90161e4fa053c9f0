namespace Portal.Traffic.Records;

/// <summary>
/// A column and its getter. <see cref="Read"/> is one of <c>Func&lt;TRecord, T&gt;</c> with T of <c>long?</c>, <c>double?</c>,
/// <c>bool?</c>, <c>string?</c>, <c>IReadOnlyList&lt;string&gt;?</c>, <c>IReadOnlyList&lt;long&gt;?</c> or
/// <c>IReadOnlyList&lt;double&gt;?</c>.
/// </summary>
public sealed record Column<TRecord>(ColumnDefinition Definition, Delegate Read)
    where TRecord : class;
