using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Filters;

/// <summary>Reads a literal as the kind of value that it is compared with.</summary>
internal static class LiteralReader
{
    public static Literal Read(Token token, FieldKind kind) =>
        kind switch
        {
            FieldKind.Unsigned => new Literal(FieldValue.OfNumber(Number(token))),
            FieldKind.Boolean => new Literal(FieldValue.OfBoolean(Truth(token))),
            FieldKind.Text => new Literal(FieldValue.OfText(token.Text)),
            FieldKind.Seconds => new Literal(FieldValue.OfSeconds(Seconds(token))),
            FieldKind.Time => new Literal(FieldValue.OfTime(Time(token))),
            FieldKind.Guid => Identifier(token),
            FieldKind.Ipv4 => Address(token, AddressFamily.InterNetwork, 32),
            FieldKind.Ipv6 => Address(token, AddressFamily.InterNetworkV6, 128),
            FieldKind.Ethernet => Ethernet(token),
            FieldKind.Bytes or FieldKind.Protocol => new Literal(FieldValue.OfBytes(FieldKind.Bytes, Bytes(token))),
            _ => throw new FilterException(token.Column, "a field without a value can only be asked for, not compared"),
        };

    /// <summary>Octets in hexadecimal, with or without <c>:</c>, <c>-</c> or <c>.</c> between them; a string is its own.</summary>
    public static byte[] Bytes(Token token)
    {
        if (token.Kind == TokenKind.Text)
        {
            return Encoding.UTF8.GetBytes(token.Text);
        }
        var digits = token.Text.Replace(":", "").Replace("-", "").Replace(".", "");
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            digits = digits[2..];
        }
        return digits.Length > 0 && digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(digits)
            : throw Wrong(token, "bytes such as 47:45:54 or a string");
    }

    /// <summary>A number of 64 bits, with or without a sign.</summary>
    public static Int128 Number(Token token)
    {
        var text = token.Text;
        var isHex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        var isRead = isHex
            ? Int128.TryParse(
                text.AsSpan(2),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out var number
            )
            : Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
        return
            isRead && number >= (isHex ? 0 : long.MinValue) && number <= ulong.MaxValue && token.Kind == TokenKind.Word
            ? number
            : throw Wrong(token, "a number");
    }

    private static bool Truth(Token token) =>
        token.Text.ToUpperInvariant() switch
        {
            "TRUE" => true,
            "FALSE" => false,
            _ => Number(token) != 0,
        };

    private static long Seconds(Token token) =>
        decimal.TryParse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
        && Math.Abs(seconds) < long.MaxValue / UnixTime.NanosecondsPerSecond
            ? (long)(seconds * UnixTime.NanosecondsPerSecond)
            : throw Wrong(token, "a number of seconds");

    /// <summary>A date as Wireshark prints it or as ISO 8601 has it, in UTC unless it says otherwise.</summary>
    private static long Time(Token token)
    {
        var text = token.Text.EndsWith(" UTC", StringComparison.Ordinal) ? token.Text[..^4] : token.Text;
        // .NET reads seven digits of a second; the others are a number of their own.
        var dot = text.LastIndexOf('.');
        var digits = dot < 0 ? "" : new string([.. text.Skip(dot + 1).TakeWhile(char.IsAsciiDigit)]);
        var whole = dot < 0 ? text : text.Remove(dot, digits.Length + 1);
        return
            digits.Length <= 9
            && DateTimeOffset.TryParse(
                whole,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces,
                out var time
            )
            && Math.Abs(time.ToUnixTimeSeconds()) < long.MaxValue / UnixTime.NanosecondsPerSecond
            ? (time.ToUnixTimeSeconds() * UnixTime.NanosecondsPerSecond)
                + (digits.Length == 0 ? 0 : long.Parse(digits.PadRight(9, '0'), CultureInfo.InvariantCulture))
            : throw Wrong(token, "a time such as \"2025-11-15 14:00:00\"");
    }

    private static Literal Identifier(Token token) =>
        Guid.TryParse(token.Text, out var guid)
            ? new Literal(FieldValue.OfBytes(FieldKind.Guid, guid.ToByteArray()))
            : throw Wrong(token, "an identifier such as 367abb81-9844-35f1-ad32-98f038001003");

    private static Literal Address(Token token, AddressFamily family, int bits)
    {
        var slash = token.Text.IndexOf('/', StringComparison.Ordinal);
        var text = slash < 0 ? token.Text : token.Text[..slash];
        var isWhole = family != AddressFamily.InterNetwork || text.Count(letter => letter == '.') == 3;
        int? prefix = null;
        if (slash >= 0)
        {
            prefix =
                int.TryParse(
                    token.Text.AsSpan(slash + 1),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var length
                )
                && length <= bits
                    ? length
                    : throw Wrong(token, $"a prefix length of 0 to {bits}");
        }
        return isWhole && IPAddress.TryParse(text, out var address) && address.AddressFamily == family
            ? new Literal(
                FieldValue.OfBytes(bits == 32 ? FieldKind.Ipv4 : FieldKind.Ipv6, address.GetAddressBytes()),
                prefix
            )
            : throw Wrong(token, bits == 32 ? "an IPv4 address" : "an IPv6 address");
    }

    private static Literal Ethernet(Token token) =>
        Bytes(token) is { Length: 6 } bytes
            ? new Literal(FieldValue.OfBytes(FieldKind.Ethernet, bytes))
            : throw Wrong(token, "an Ethernet address");

    private static FilterException Wrong(Token token, string wanted) =>
        new(token.Column, $"\"{token.Text}\" is not {wanted}");
}
