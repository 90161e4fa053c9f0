using System.Buffers.Text;

namespace Portal.Traffic.Protocols.Imap;

/// <summary>The announcement of a literal at the end of a line: <c>{size}</c> or <c>{size+}</c> (RFC 9051 §4.3).</summary>
/// <param name="Size">Bytes that follow the line.</param>
/// <param name="IsMessage">It is a whole message or its headers, by the word before it or the command.</param>
public readonly record struct ImapLiteral(long Size, bool IsMessage)
{
    /// <summary>Reads a line without its end; false when no literal follows it.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, out ImapLiteral literal)
    {
        literal = default;
        if (line is not [.., (byte)'}'])
        {
            return false;
        }
        var open = line.LastIndexOf((byte)'{');
        if (open < 0)
        {
            return false;
        }
        var digits = line[(open + 1)..^1].TrimEnd((byte)'+');
        if (!Utf8Parser.TryParse(digits, out long size, out var used) || used != digits.Length || size < 0)
        {
            return false;
        }
        var before = line[..open].TrimEnd((byte)' ');
        literal = new ImapLiteral(size, EndsWithMessageItem(before) || IsAppend(before));
        return true;
    }

    /// <summary>
    /// FETCH items that are whole messages or their headers (RFC 9051 §7.5.2, RFC 3501 §7.4.2); a part alone lacks its own
    /// headers.
    /// </summary>
    private static bool EndsWithMessageItem(ReadOnlySpan<byte> line) =>
        IsHeaderItem(line)
        || EndsWith(line, "RFC822.HEADER"u8)
        || EndsWith(line, "BODY[]"u8)
        || EndsWith(line, "BODY[]<0>"u8)
        || EndsWith(line, "RFC822"u8);

    /// <summary><c>BODY[HEADER]</c>, <c>BODY[HEADER.FIELDS (FROM TO)]</c>.</summary>
    private static bool IsHeaderItem(ReadOnlySpan<byte> line) =>
        line is [.., (byte)']']
        && line.LastIndexOf("BODY[HEADER"u8) is >= 0 and var at
        && line[at..^1].IndexOf((byte)']') < 0;

    /// <summary><c>tag APPEND mailbox (flags) {size}</c> (RFC 9051 §6.3.12).</summary>
    private static bool IsAppend(ReadOnlySpan<byte> line)
    {
        var blank = line.IndexOf((byte)' ');
        var rest = blank < 0 ? default : line[(blank + 1)..];
        return rest.Length > "APPEND ".Length && System.Text.Ascii.EqualsIgnoreCase(rest[..7], "APPEND "u8);
    }

    private static bool EndsWith(ReadOnlySpan<byte> line, ReadOnlySpan<byte> word) =>
        line.Length >= word.Length && System.Text.Ascii.EqualsIgnoreCase(line[^word.Length..], word);
}
