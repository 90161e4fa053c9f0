using System.Collections;
using DuckDB.NET.Data;
using Portal.Analysis.Store;
using Portal.Traffic.Records;

namespace Portal.Cli;

/// <summary>Writes a table as Zeek's ASCII writer does, so that <c>zeek-cut</c> and Zeek's own readers take it.</summary>
internal static class ZeekLogWriter
{
    public static void Write(LogTable table, TextWriter output, CancellationToken cancellation)
    {
        output.WriteLine(@"#separator \x09");
        output.WriteLine("#set_separator\t,");
        output.WriteLine($"#empty_field\t{ZeekText.Empty}");
        output.WriteLine($"#unset_field\t{ZeekText.Unset}");
        output.WriteLine($"#path\t{table.Name}");
        output.WriteLine("#fields\t" + string.Join('\t', table.Columns.Select(column => FieldName(column.Name))));
        output.WriteLine("#types\t" + string.Join('\t', table.Columns.Select(column => column.ZeekTypeName)));
        WriteRows(table, output, cancellation);
    }

    /// <summary>The rows without the header.</summary>
    public static void WriteRows(LogTable table, TextWriter output, CancellationToken cancellation) =>
        table.Read(row => WriteRow(table.Columns, row, output), cancellation);

    private static void WriteRow(IReadOnlyList<ColumnDefinition> columns, DuckDBDataReader row, TextWriter output)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (i > 0)
            {
                output.Write('\t');
            }
            if (row.IsDBNull(i))
            {
                output.Write(ZeekText.Unset);
            }
            else if (columns[i].Container != ZeekContainer.None)
            {
                WriteList(columns[i].Type, (IEnumerable)row.Value(i)!, output, i == 0);
            }
            else
            {
                WriteScalar(columns[i].Type, row, i, output);
            }
        }
        output.WriteLine();
    }

    private static void WriteScalar(ZeekType type, DuckDBDataReader row, int i, TextWriter output)
    {
        switch (type)
        {
            case ZeekType.Time:
                ZeekText.Time(output, row.GetInt64(i));
                break;
            case ZeekType.Interval:
                ZeekText.Interval(output, row.GetDouble(i));
                break;
            case ZeekType.Double:
                ZeekText.Real(output, row.GetDouble(i));
                break;
            case ZeekType.Bool:
                output.Write(row.GetBoolean(i) ? 'T' : 'F');
                break;
            case ZeekType.Port or ZeekType.Count or ZeekType.Int:
                output.Write(row.GetInt64(i));
                break;
            default:
                ZeekText.Text(output, row.GetString(i), isFirst: i == 0);
                break;
        }
    }

    private static void WriteList(ZeekType type, IEnumerable values, TextWriter output, bool isFirst)
    {
        var isEmpty = true;
        foreach (var value in values)
        {
            if (!isEmpty)
            {
                output.Write(',');
            }
            WriteElement(type, value, output, isFirst && isEmpty);
            isEmpty = false;
        }
        if (isEmpty)
        {
            output.Write(ZeekText.Empty);
        }
    }

    private static void WriteElement(ZeekType type, object? value, TextWriter output, bool isFirst)
    {
        switch (value)
        {
            case null:
                output.Write(ZeekText.Unset);
                break;
            case long time when type == ZeekType.Time:
                ZeekText.Time(output, time);
                break;
            case long number:
                output.Write(number);
                break;
            case double seconds when type == ZeekType.Interval:
                ZeekText.Interval(output, seconds);
                break;
            case double real:
                ZeekText.Real(output, real);
                break;
            case bool truth:
                output.Write(truth ? 'T' : 'F');
                break;
            default:
                ZeekText.Text(output, (string)value, isElement: true, isFirst);
                break;
        }
    }

    // A name out of JSON may hold what separates fields.
    private static string FieldName(string name) => name.Replace('\t', '_');
}
