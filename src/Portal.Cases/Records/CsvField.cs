using System.Collections;
using Portal.Traffic;
using Portal.Traffic.Records;

namespace Portal.Cases.Records;

/// <summary>
/// Fields of CSV files (RFC 4180) whose text comes from the wire: a leading <c>= + - @</c>, tab or return would make a
/// spreadsheet run it as a formula, so an apostrophe is put before it.
/// </summary>
public static class CsvField
{
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }
        var safe = text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;
        return safe.AsSpan().IndexOfAny("\",\r\n") >= 0
            ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : safe;
    }

    /// <summary>A value of a record: times as ISO 8601, lists joined by commas, numbers as they are.</summary>
    public static string Of(object? value, ColumnDefinition column) =>
        value switch
        {
            null => "",
            long time when column is { Type: ZeekType.Time, Container: ZeekContainer.None } => UnixTime.ToIso(time),
            long or double => Convert.ToString(value)!,
            bool truth => truth ? "true" : "false",
            string text => Of(text),
            IEnumerable list => Of(string.Join(',', list.Cast<object?>().Select(item => Convert.ToString(item)))),
            _ => Of(Convert.ToString(value)),
        };
}
