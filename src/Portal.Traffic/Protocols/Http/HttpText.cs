using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Http;

/// <summary>Texts of HTTP headers and targets as records have them.</summary>
internal static class HttpText
{
    /// <summary>
    /// Undoes percent-encoding (RFC 3986 §2.1, and <c>%uNNNN</c>, which scripts write) as Zeek does: a broken escape stays, of
    /// two percent signs the first is dropped.
    /// </summary>
    public static string Unescape(ReadOnlySpan<byte> text)
    {
        if (!text.Contains((byte)'%'))
        {
            return ZeekText.Decode(text);
        }
        var buffer = ArrayPool<byte>.Shared.Rent(text.Length);
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var rest = text[i..];
            if (rest is [(byte)'%', (byte)'u', ..] && rest.Length >= 6 && TryReadHex(rest.Slice(2, 4), out var wide))
            {
                if (wide > 0xFF)
                {
                    buffer[length++] = (byte)(wide >> 8);
                }
                buffer[length++] = (byte)wide;
                i += 5;
            }
            else if (rest[0] == '%' && rest.Length >= 3 && TryReadHex(rest.Slice(1, 2), out var octet))
            {
                buffer[length++] = (byte)octet;
                i += 2;
            }
            else if (rest is not [(byte)'%', (byte)'%', _, ..])
            {
                buffer[length++] = rest[0];
            }
        }
        var unescaped = ZeekText.Decode(buffer.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(buffer);
        return unescaped;
    }

    /// <summary>The user of Basic credentials (RFC 7617 §2); null for another scheme. What follows the colon is not read.</summary>
    public static string? BasicUser(ReadOnlySpan<byte> credentials)
    {
        if (credentials.Length < 6 || !Ascii.EqualsIgnoreCase(credentials[..6], "basic "u8))
        {
            return null;
        }
        var encoded = credentials[6..].Trim((byte)' ');
        var decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(encoded.Length)];
        var status = Base64.DecodeFromUtf8(encoded, decoded, out _, out var length);
        var colon = decoded.AsSpan(0, length).IndexOf((byte)':');
        var user = status == OperationStatus.Done && colon >= 0 ? ZeekText.Decode(decoded.AsSpan(0, colon)) : null;
        CryptographicErase(decoded);
        return user ?? "<problem-decoding>";
    }

    /// <summary>The value of a parameter (RFC 9110 §5.6.6), unquoted; empty when absent.</summary>
    public static ReadOnlySpan<byte> Parameter(ReadOnlySpan<byte> value, ReadOnlySpan<byte> name)
    {
        for (var from = 0; ; )
        {
            var found = IndexOfIgnoreCase(value[from..], name);
            if (found < 0)
            {
                return default;
            }
            from += found + name.Length;
            var equals = HttpRequestLine.SkipBlanks(value, from);
            var isWord = from == name.Length || value[from - name.Length - 1] is (byte)' ' or (byte)';' or (byte)'\t';
            if (!isWord || equals >= value.Length || value[equals] != '=')
            {
                continue;
            }
            return Unquote(value[HttpRequestLine.SkipBlanks(value, equals + 1)..]);
        }
    }

    /// <summary>A file's name in a header value, also as <c>name*=charset'language'value</c> (RFC 8187 §3.2); null when absent.</summary>
    public static string? FileName(ReadOnlySpan<byte> value, ReadOnlySpan<byte> parameter)
    {
        var at = LastIndexOfIgnoreCase(value, parameter);
        if (at < 0)
        {
            return null;
        }
        var rest = value[(at + parameter.Length)..].TrimStart(" \t"u8);
        if (rest is [(byte)'*', ..])
        {
            rest = rest[1..];
        }
        if (rest is not [(byte)'=', ..])
        {
            return null;
        }
        var name = Unquote(rest[1..].TrimStart(" \t"u8));
        var language = name.IndexOf((byte)'\'');
        if (language > 0 && name[(language + 1)..].IndexOf((byte)'\'') is >= 0 and var end)
        {
            name = name[(language + end + 2)..];
        }
        return Unescape(name);
    }

    private static ReadOnlySpan<byte> Unquote(ReadOnlySpan<byte> text)
    {
        var isQuoted = text is [(byte)'"', ..];
        text = isQuoted ? text[1..] : text;
        var end = text.IndexOf(isQuoted ? (byte)'"' : (byte)';');
        return end < 0 ? text : text[..end];
    }

    private static int IndexOfIgnoreCase(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word)
    {
        for (var i = 0; i + word.Length <= text.Length; i++)
        {
            if (Ascii.EqualsIgnoreCase(text.Slice(i, word.Length), word))
            {
                return i;
            }
        }
        return -1;
    }

    private static int LastIndexOfIgnoreCase(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word)
    {
        for (var i = text.Length - word.Length; i >= 0; i--)
        {
            if (Ascii.EqualsIgnoreCase(text.Slice(i, word.Length), word))
            {
                return i;
            }
        }
        return -1;
    }

    private static bool TryReadHex(ReadOnlySpan<byte> digits, out int value) =>
        Utf8Parser.TryParse(digits, out value, out var used, 'x') && used == digits.Length && value >= 0;

    private static void CryptographicErase(byte[] secret) =>
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(secret);
}
