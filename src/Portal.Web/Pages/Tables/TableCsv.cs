using Portal.Cases.Records;
using Portal.Traffic.Records;
using Portal.Web.Components.Records;

namespace Portal.Web.Pages.Tables;

/// <summary>A handful of rows as CSV, the same as the API writes it.</summary>
public static class TableCsv
{
    public static string Of(IReadOnlyList<ColumnDefinition> columns, IEnumerable<RecordLine> lines)
    {
        var rows = lines.Select(line =>
            string.Join(',', columns.Select(column => CsvField.Of(line[column.Name], column)))
        );
        var head = string.Join(',', columns.Select(column => CsvField.Of(column.Name)));
        return string.Concat(rows.Prepend(head).Select(row => row + "\r\n"));
    }
}
