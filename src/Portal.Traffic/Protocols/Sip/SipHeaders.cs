using System.Collections.Frozen;
using System.Text;

namespace Portal.Traffic.Protocols.Sip;

/// <summary>Cuts headers off a message (RFC 3261 §7.3), with their short names (§7.3.3) and folded lines.</summary>
internal static class SipHeaders
{
    private static readonly FrozenDictionary<string, SipHeader> s_known = new Dictionary<string, SipHeader>(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["from"] = SipHeader.From,
        ["f"] = SipHeader.From,
        ["to"] = SipHeader.To,
        ["t"] = SipHeader.To,
        ["reply-to"] = SipHeader.ReplyTo,
        ["date"] = SipHeader.Date,
        ["call-id"] = SipHeader.CallId,
        ["i"] = SipHeader.CallId,
        ["cseq"] = SipHeader.Sequence,
        ["subject"] = SipHeader.Subject,
        ["s"] = SipHeader.Subject,
        ["user-agent"] = SipHeader.UserAgent,
        ["via"] = SipHeader.Via,
        ["v"] = SipHeader.Via,
        ["content-length"] = SipHeader.ContentLength,
        ["l"] = SipHeader.ContentLength,
        ["content-type"] = SipHeader.ContentType,
        ["c"] = SipHeader.ContentType,
        ["warning"] = SipHeader.Warning,
        ["authorization"] = SipHeader.Authorization,
        ["proxy-authorization"] = SipHeader.Authorization,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, SipHeader>.AlternateLookup<ReadOnlySpan<char>> s_byName =
        s_known.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>
    /// The line at the beginning of <paramref name="text"/>, which is moved behind it; false when it does not end. A line
    /// ends with CR LF, or with one of them. An empty line ends the headers.
    /// </summary>
    public static bool TryTakeLine(ref ReadOnlySpan<byte> text, out ReadOnlySpan<byte> line)
    {
        line = default;
        var end = text.IndexOfAny((byte)'\r', (byte)'\n');
        if (end < 0)
        {
            return false;
        }
        var next = Behind(text, end);
        // A line that begins with a blank goes on with the one before; the first, empty one never does.
        while (end > 0 && next < text.Length && text[next] is (byte)' ' or (byte)'\t')
        {
            var length = text[next..].IndexOfAny((byte)'\r', (byte)'\n');
            if (length < 0)
            {
                break;
            }
            end = next + length;
            next = Behind(text, end);
        }
        line = text[..end];
        text = text[next..];
        return true;
    }

    /// <summary>False for a line that is no header.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, out SipHeader header, out ReadOnlySpan<byte> value)
    {
        header = SipHeader.Other;
        value = default;
        var colon = line.IndexOf((byte)':');
        if (colon <= 0)
        {
            return false;
        }
        var name = line[..colon].TrimEnd(" \t"u8);
        value = line[(colon + 1)..].Trim(" \t"u8);
        const int LongestKnown = 19;
        if (name.Length <= LongestKnown)
        {
            Span<char> letters = stackalloc char[LongestKnown];
            Encoding.ASCII.GetChars(name, letters);
            s_byName.TryGetValue(letters[..name.Length], out header);
        }
        return !name.IsEmpty;
    }

    private static int Behind(ReadOnlySpan<byte> text, int end) => text[end..].StartsWith("\r\n"u8) ? end + 2 : end + 1;
}
