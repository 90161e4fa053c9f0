using System.Text;
using Portal.Analysis.Store;
using Portal.Traffic.Packets;
using Portal.Traffic.Records;

namespace Portal.Analysis.Importers.Zeek;

/// <summary>
/// Rows of a Zeek log without the header (the tail of a rotated file): they are taken for the known table whose columns'
/// types fit them, or its first columns, since Zeek adds new ones at the end.
/// </summary>
internal static class HeaderlessZeekLog
{
    private const int MaxLines = 10;
    private const int MinFields = 6;

    /// <summary>Values that must be of a telling type (not text) before a table is believed.</summary>
    private const int MinTyped = 4;

    /// <summary>Null when the first lines do not fit a known table.</summary>
    public static ZeekTsvHeader? TryDescribe(ReadOnlySpan<byte> head)
    {
        var rows = ReadRows(head);
        if (rows is [] || rows[0].Length < MinFields || rows.Exists(row => row.Length != rows[0].Length))
        {
            return null;
        }
        string? best = null;
        var bestTyped = MinTyped - 1;
        foreach (var (table, columns) in KnownTables.Zeek.OrderBy(table => table.Key, StringComparer.Ordinal))
        {
            if (
                columns.Count >= rows[0].Length
                && columns[0].Type == ZeekType.Time
                && Typed(rows, columns) is { } typed
                && typed > bestTyped
            )
            {
                best = table;
                bestTyped = typed;
            }
        }
        return best is null ? null : ZeekTsvHeader.For(best, [.. KnownTables.Zeek[best].Take(rows[0].Length)]);
    }

    private static List<string[]> ReadRows(ReadOnlySpan<byte> head)
    {
        var rows = new List<string[]>();
        while (rows.Count < MaxLines && !head.IsEmpty)
        {
            var feed = head.IndexOf((byte)'\n');
            if (feed < 0 && rows.Count > 0)
            {
                break; // the last line may be cut by the size of the head
            }
            var line = feed < 0 ? head : head[..feed];
            if (!line.StartsWith("1"u8) && !line.StartsWith("0"u8) && !line.StartsWith("2"u8))
            {
                break; // times of 1970 to 2065 begin so: binary data and other text end here at once
            }
            rows.Add(Encoding.UTF8.GetString(line).TrimEnd('\r').Split('\t'));
            head = feed < 0 ? default : head[(feed + 1)..];
        }
        return rows;
    }

    /// <summary>How many values are of a telling type; null when one does not fit its column.</summary>
    private static int? Typed(List<string[]> rows, IReadOnlyList<ColumnDefinition> columns)
    {
        var typed = 0;
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                if (row[i] is "-" or "(empty)" || columns[i].IsList())
                {
                    continue;
                }
                if (!Fits(row[i], columns[i].Type))
                {
                    return null;
                }
                typed += columns[i].Type is ZeekType.String or ZeekType.Enum ? 0 : 1;
            }
        }
        return typed;
    }

    private static bool Fits(string value, ZeekType type)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        return type switch
        {
            ZeekType.Time => value.Contains('.', StringComparison.Ordinal) && ZeekValues.TryParseTime(bytes, out _),
            ZeekType.Interval or ZeekType.Double => ZeekValues.TryParseReal(bytes, out _),
            ZeekType.Count or ZeekType.Int or ZeekType.Port => ZeekValues.TryParseInteger(bytes, out _),
            ZeekType.Bool => ZeekValues.TryParseTruth(bytes, out _),
            ZeekType.Addr => IpAddress.TryParse(value, out _),
            ZeekType.Enum => value.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or ':' or '-'),
            _ => true,
        };
    }
}
