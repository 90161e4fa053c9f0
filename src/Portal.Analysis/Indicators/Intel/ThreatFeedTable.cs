using System.Globalization;
using System.Text;
using Portal.Traffic;

namespace Portal.Analysis.Indicators.Intel;

/// <summary>A feed as a table with a header: CSV, TSV or Zeek's intel format; needs a column for the value.</summary>
internal static class ThreatFeedTable
{
    private static readonly string[] s_value = ["value", "indicator", "ioc", "ioc_value", "dst_ip", "domain", "ip"];
    private static readonly string[] s_type = ["type", "indicator_type", "ioc_type"];
    private static readonly string[] s_description =
    [
        "description",
        "comment",
        "meta.desc",
        "threat",
        "malware",
        "context",
    ];
    private static readonly string[] s_source = ["source", "meta.source", "feed", "reporter"];
    private static readonly string[] s_reliability = ["reliability", "confidence"];
    private static readonly string[] s_date =
    [
        "last_seen",
        "date",
        "last_seen_utc",
        "first_seen",
        "first_seen_utc",
        "valid_from",
    ];
    private static readonly string[] s_attack = ["attack", "technique", "mitre"];

    /// <summary>Whether the first line names a column that holds values.</summary>
    public static bool HasHeader(string text) =>
        Header(text) is { } header && Fields(header, Separator(header)).Any(name => s_value.Contains(Clean(name)));

    public static void Read(string text, ThreatFeedBuilder builder)
    {
        var header = Header(text)!;
        var separator = Separator(header);
        var names = Fields(header, separator).ConvertAll(Clean);
        var (value, type) = (Find(names, s_value), Find(names, s_type));
        var (description, source) = (Find(names, s_description), Find(names, s_source));
        var (reliability, date, attack) = (Find(names, s_reliability), Find(names, s_date), Find(names, s_attack));
        var number = 0;
        var afterHeader = false;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (!afterHeader)
            {
                afterHeader = line.SequenceEqual(header);
                continue;
            }
            if (line.IsWhiteSpace() || line[0] == '#')
            {
                continue;
            }
            var fields = Fields(line.ToString(), separator);
            string? At(int column) =>
                column >= 0 && column < fields.Count && fields[column] != "-" ? fields[column] : null;
            if (At(value) is not { Length: > 0 } text_)
            {
                builder.Problem($"line {number}: no value");
                continue;
            }
            builder.Add(
                At(type),
                text_,
                $"line {number}",
                At(description),
                At(source),
                Share(At(reliability)),
                Time(At(date)),
                At(attack)?.Split([';', ' '], StringSplitOptions.RemoveEmptyEntries)
            );
        }
    }

    private static string? Header(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.StartsWith("#fields") || !(line.IsWhiteSpace() || line[0] == '#'))
            {
                return line.ToString();
            }
        }
        return null;
    }

    private static char Separator(string header) =>
        header.Contains('\t') ? '\t'
        : header.Contains(';') ? ';'
        : ',';

    private static string Clean(string name) => name.Trim().Trim('"').ToLowerInvariant();

    private static int Find(List<string> names, string[] wanted) =>
        wanted.Select(name => names.IndexOf(name)).FirstOrDefault(index => index >= 0, -1);

    /// <summary>Fields of a line; quotes as in RFC 4180, doubled inside. Zeek's <c>#fields</c> mark is no field.</summary>
    private static List<string> Fields(string line, char separator)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '"')
            {
                if (quoted && i + 1 < line.Length && line[i + 1] == '"')
                {
                    field.Append('"');
                    i++;
                }
                else
                {
                    quoted = !quoted;
                }
            }
            else if (c == separator && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(c);
            }
        }
        fields.Add(field.ToString());
        return fields is ["#fields", ..] ? fields[1..] : fields;
    }

    /// <summary>0 to 1; whole numbers above 1 are a percentage.</summary>
    private static double? Share(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number > 1
                ? number / 100
                : number
            : null;

    /// <summary>Only times with a zone or plain dates (taken as UTC by their feed's convention) count.</summary>
    private static long? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? UnixTime.FromDateTimeOffset(time)
            : null;
}
