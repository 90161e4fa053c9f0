using System.Text;

namespace Portal.Web.Components.Values;

/// <summary>
/// CSV (RFC 4180) for people who open it in a spreadsheet: what would be taken for a formula there is neutralised with an
/// apostrophe.
/// </summary>
public static class CsvText
{
    public static void Row(StringBuilder text, params IEnumerable<string?> fields)
    {
        var isFirst = true;
        foreach (var field in fields)
        {
            if (!isFirst)
            {
                text.Append(',');
            }
            isFirst = false;
            text.Append(Field(field));
        }
        text.Append("\r\n");
    }

    public static string Field(string? value)
    {
        var field = value ?? "";
        if (field.Length > 0 && field[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && !IsNumber(field))
        {
            field = "'" + field;
        }
        return field.AsSpan().IndexOfAny("\",\r\n") < 0
            ? field
            : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static bool IsNumber(string field) =>
        double.TryParse(field, System.Globalization.CultureInfo.InvariantCulture, out _);
}
