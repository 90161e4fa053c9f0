using Portal.Traffic.Records;

namespace Portal.Cases.Records;

/// <summary>A table that a case can be asked for.</summary>
/// <param name="Rows">Over all evidence of the case.</param>
/// <param name="Columns">Those that the evidence itself has come first in their order.</param>
public sealed record RecordTable(string Name, long Rows, IReadOnlyList<ColumnDefinition> Columns);
