using Portal.Traffic.Records;

namespace Portal.Analysis.Store;

/// <summary>From Zeek's types to Parquet's and DuckDB's.</summary>
internal static class ColumnStorages
{
    public static ColumnStorage Storage(this ColumnDefinition column) =>
        column.Type switch
        {
            ZeekType.Time => ColumnStorage.Timestamp,
            ZeekType.Port or ZeekType.Count or ZeekType.Int => ColumnStorage.Integer,
            ZeekType.Interval or ZeekType.Double => ColumnStorage.Real,
            ZeekType.Bool => ColumnStorage.Truth,
            _ => ColumnStorage.Text,
        };

    /// <summary>For example <c>BIGINT</c> or <c>VARCHAR[]</c>.</summary>
    public static string SqlType(this ColumnDefinition column)
    {
        var element = column.Storage() switch
        {
            ColumnStorage.Timestamp => "TIMESTAMP_NS",
            ColumnStorage.Integer => "BIGINT",
            ColumnStorage.Real => "DOUBLE",
            ColumnStorage.Truth => "BOOLEAN",
            _ => "VARCHAR",
        };
        return column.IsList() ? element + "[]" : element;
    }

    public static bool IsList(this ColumnDefinition column) => column.Container != ZeekContainer.None;

    /// <summary>Whether values of both can lie in one column.</summary>
    public static bool IsStoredAs(this ColumnDefinition column, ColumnDefinition other) =>
        column.Storage() == other.Storage() && column.IsList() == other.IsList();
}
