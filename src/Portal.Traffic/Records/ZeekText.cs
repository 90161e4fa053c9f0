using System.Buffers;
using System.Text;

namespace Portal.Traffic.Records;

/// <summary>
/// How bytes from the wire become text in records, as Zeek's logs have them: valid UTF-8 stays, every other byte and every
/// control character becomes <c>\xNN</c>.
/// </summary>
public static class ZeekText
{
    private static readonly SearchValues<byte> s_plain = SearchValues.Create([
        .. Enumerable.Range(0x20, 0x5F).Select(b => (byte)b),
    ]);

    private static readonly SearchValues<char> s_special = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Select(c => (char)c),
        '\\',
        '\x7F',
    ]);

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.ContainsAnyExcept(s_plain))
        {
            return Encoding.ASCII.GetString(bytes);
        }
        var text = new StringBuilder(bytes.Length + 16);
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var consumed);
            if (status != OperationStatus.Done || rune.Value < 0x20 || rune.Value == 0x7F)
            {
                foreach (var octet in bytes[..consumed])
                {
                    AppendEscape(text, octet);
                }
            }
            else
            {
                text.Append(rune.ToString());
            }
            bytes = bytes[consumed..];
        }
        return text.ToString();
    }

    /// <summary>
    /// The text as a Zeek TSV log writes it: control characters as <c>\xNN</c>, a backslash doubled except where it
    /// already begins such an escape.
    /// </summary>
    public static string Escape(string text)
    {
        if (!text.AsSpan().ContainsAny(s_special))
        {
            return text;
        }
        var escaped = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (character == '\\')
            {
                escaped.Append(BeginsEscape(text.AsSpan(i)) ? "\\" : "\\\\");
            }
            else if (character is < ' ' or '\x7F')
            {
                AppendEscape(escaped, (byte)character);
            }
            else
            {
                escaped.Append(character);
            }
        }
        return escaped.ToString();
    }

    private static bool BeginsEscape(ReadOnlySpan<char> text) =>
        text is ['\\', 'x', var high, var low, ..] && char.IsAsciiHexDigitLower(high) && char.IsAsciiHexDigitLower(low)
        || text is ['\\', 'x', >= '0' and <= '9', >= '0' and <= '9', ..];

    private static void AppendEscape(StringBuilder text, byte octet) => text.Append("\\x").Append(octet.ToString("x2"));
}
