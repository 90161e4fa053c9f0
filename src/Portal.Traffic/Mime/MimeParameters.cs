using System.Buffers.Text;
using System.Text;
using Portal.Traffic.Records;

namespace Portal.Traffic.Mime;

/// <summary>Parameters of a header value: <c>type; name=value; name="value"</c> (RFC 2045 §5.1), also as RFC 2231 writes them.</summary>
public static class MimeParameters
{
    /// <summary>Pieces of one continued parameter (RFC 2231 §3); more make no name longer than any system takes.</summary>
    private const int MaxPieces = 64;

    /// <summary>The value of a parameter as bytes, unquoted; null when absent.</summary>
    public static byte[]? Find(ReadOnlySpan<byte> value, string name) => FindRaw(value, name);

    /// <summary>A file's name: a plain parameter, an encoded one, or one in pieces; encoded words (RFC 2047) in it are undone.</summary>
    public static string? FileName(ReadOnlySpan<byte> value, string name)
    {
        if (FindRaw(value, name) is { } plain)
        {
            return EncodedWords.Decode(plain);
        }
        if (FindRaw(value, name + "*") is { } extended)
        {
            return ZeekText.Decode(Unescape(WithoutCharset(extended)));
        }
        var whole = new List<byte>();
        for (var i = 0; i < MaxPieces; i++)
        {
            if (FindRaw(value, $"{name}*{i}*") is { } escaped)
            {
                whole.AddRange(Unescape(i == 0 ? WithoutCharset(escaped) : escaped));
            }
            else if (FindRaw(value, $"{name}*{i}") is { } piece)
            {
                whole.AddRange(piece);
            }
            else
            {
                break;
            }
        }
        return whole.Count == 0 ? null : ZeekText.Decode(whole.ToArray());
    }

    private static byte[]? FindRaw(ReadOnlySpan<byte> value, string name)
    {
        var rest = value;
        while (NextParameter(ref rest, out var found, out var text))
        {
            if (Ascii.EqualsIgnoreCase(found, name))
            {
                return text;
            }
        }
        return null;
    }

    /// <summary>Moves behind the next semicolon and reads what stands there.</summary>
    private static bool NextParameter(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> name, out byte[] text)
    {
        name = default;
        text = [];
        var semicolon = rest.IndexOf((byte)';');
        if (semicolon < 0)
        {
            return false;
        }
        rest = rest[(semicolon + 1)..].TrimStart(" \t\r\n"u8);
        var end = rest.IndexOfAny((byte)'=', (byte)';');
        if (end < 0 || rest[end] == ';')
        {
            return end >= 0;
        }
        name = rest[..end].Trim(" \t"u8);
        rest = rest[(end + 1)..].TrimStart(" \t\r\n"u8);
        if (rest is not [(byte)'"', ..])
        {
            end = rest.IndexOf((byte)';');
            text = (end < 0 ? rest : rest[..end]).Trim(" \t\r\n"u8).ToArray();
            rest = end < 0 ? default : rest[end..];
            return true;
        }
        var quoted = new List<byte>();
        var i = 1;
        for (; i < rest.Length && rest[i] != '"'; i++)
        {
            if (rest[i] == '\\' && i + 1 < rest.Length && rest[i + 1] is (byte)'"' or (byte)'\\')
            {
                i++;
            }
            quoted.Add(rest[i]);
        }
        text = [.. quoted];
        rest = rest[Math.Min(i + 1, rest.Length)..];
        return true;
    }

    /// <summary><c>charset'language'text</c> (RFC 2231 §4).</summary>
    private static ReadOnlySpan<byte> WithoutCharset(byte[] value)
    {
        var first = value.AsSpan().IndexOf((byte)'\'');
        var second = first < 0 ? -1 : value.AsSpan(first + 1).IndexOf((byte)'\'');
        return second < 0 ? value : value.AsSpan(first + second + 2);
    }

    private static byte[] Unescape(ReadOnlySpan<byte> text)
    {
        var result = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (
                text[i] == '%'
                && i + 2 < text.Length
                && Utf8Parser.TryParse(text.Slice(i + 1, 2), out byte octet, out var used, 'x')
                && used == 2
            )
            {
                result.Add(octet);
                i += 2;
            }
            else
            {
                result.Add(text[i]);
            }
        }
        return [.. result];
    }
}
