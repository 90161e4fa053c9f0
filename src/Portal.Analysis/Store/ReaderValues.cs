using DuckDB.NET.Data;

namespace Portal.Analysis.Store;

/// <summary>Reads values whose type is known only from the row.</summary>
public static class ReaderValues
{
    /// <summary>
    /// The value, null where it is unset. Elements of lists may be unset too, which the driver's own
    /// <see cref="DuckDBDataReader.GetValue"/> refuses for numbers.
    /// </summary>
    public static object? Value(this DuckDBDataReader reader, int column)
    {
        if (reader.IsDBNull(column))
        {
            return null;
        }
        var type = reader.GetFieldType(column);
        return type == typeof(List<long>) ? reader.GetFieldValue<List<long?>>(column)
            : type == typeof(List<int>) ? reader.GetFieldValue<List<int?>>(column)
            : type == typeof(List<double>) ? reader.GetFieldValue<List<double?>>(column)
            : type == typeof(List<bool>) ? reader.GetFieldValue<List<bool?>>(column)
            : type == typeof(List<DateTime>) ? reader.GetFieldValue<List<DateTime?>>(column)
            : reader.GetValue(column);
    }
}
