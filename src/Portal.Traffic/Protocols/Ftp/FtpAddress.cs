using System.Buffers.Text;
using System.Text;
using Portal.Traffic.Packets;

namespace Portal.Traffic.Protocols.Ftp;

/// <summary>Where a data connection will be opened to, as PORT, EPRT and the replies 227 and 229 say.</summary>
/// <param name="Host">Null where only the port is told.</param>
public readonly record struct FtpAddress(IpAddress? Host, int Port)
{
    /// <summary>Six numbers with commas, anywhere in the text: PORT and 227 (RFC 959 §4.1.2).</summary>
    public static bool TryParseNumbers(ReadOnlySpan<byte> text, out FtpAddress address)
    {
        address = default;
        Span<byte> numbers = stackalloc byte[6];
        for (var from = 0; from < text.Length; )
        {
            var digit = text[from..].IndexOfAnyInRange((byte)'0', (byte)'9');
            if (digit < 0)
            {
                return false;
            }
            from += digit;
            if (TryReadSix(text[from..], numbers))
            {
                address = new FtpAddress(IpAddress.FromBytes(numbers[..4]), numbers[4] << 8 | numbers[5]);
                return true;
            }
            var end = text[from..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            from = end < 0 ? text.Length : from + end;
        }
        return false;
    }

    /// <summary><c>|protocol|address|port|</c> with any delimiter (RFC 2428 §2); 229 leaves the first two empty (§3).</summary>
    public static bool TryParseExtended(ReadOnlySpan<byte> text, out FtpAddress address)
    {
        address = default;
        var open = text.IndexOf((byte)'(');
        var rest = open < 0 ? text : text[(open + 1)..];
        if (rest.IsEmpty)
        {
            return false;
        }
        var delimiter = rest[0];
        rest = rest[1..];
        var first = rest.IndexOf(delimiter);
        var second = first < 0 ? -1 : rest[(first + 1)..].IndexOf(delimiter);
        if (second < 0)
        {
            return false;
        }
        var host = rest.Slice(first + 1, second);
        var digits = rest[(first + 1 + second + 1)..];
        IpAddress? named = null;
        if (!host.IsEmpty)
        {
            if (!IpAddress.TryParse(Encoding.ASCII.GetString(host), out var parsed))
            {
                return false;
            }
            named = parsed;
        }
        if (!Utf8Parser.TryParse(digits, out int port, out var used) || port is < 1 or > 0xFFFF)
        {
            return false;
        }
        address = new FtpAddress(named, port);
        return used == digits.Length || digits[used] == delimiter;
    }

    private static bool TryReadSix(ReadOnlySpan<byte> text, Span<byte> numbers)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            if (!Utf8Parser.TryParse(text, out numbers[i], out var used))
            {
                return false;
            }
            text = text[used..];
            if (i == numbers.Length - 1)
            {
                return true;
            }
            if (text is not [(byte)',', ..])
            {
                return false;
            }
            text = text[1..];
        }
        return false;
    }
}
