using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Portal.Traffic.Records;

/// <summary>
/// How bytes from the wire become text in records, as Zeek's logs have them: text that is valid UTF-8 as a whole stays, else
/// every byte above ASCII becomes <c>\xNN</c>, as control characters always do.
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
        if (Utf8.IsValid(bytes))
        {
            foreach (var character in Encoding.UTF8.GetString(bytes))
            {
                Append(text, character, isPlain: character is >= ' ' and not '\x7F');
            }
            return text.ToString();
        }
        // One bad byte makes all above ASCII doubtful: then none of them is shown as a letter.
        foreach (var octet in bytes)
        {
            Append(text, (char)octet, isPlain: octet is >= 0x20 and < 0x7F);
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

    private static void Append(StringBuilder text, char character, bool isPlain)
    {
        if (isPlain)
        {
            text.Append(character);
        }
        else
        {
            AppendEscape(text, (byte)character);
        }
    }

    private static void AppendEscape(StringBuilder text, byte octet) => text.Append("\\x").Append(octet.ToString("x2"));
}
