using System.Globalization;
using Portal.Traffic.Packets;

namespace Portal.Traffic.Protocols.Irc;

/// <summary>An offer of a file outside the server: <c>\x01DCC SEND name address port size\x01</c> (the CTCP/DCC documents).</summary>
/// <param name="Address">Where the sender waits.</param>
/// <param name="Size">Bytes; null when not told.</param>
public readonly record struct IrcDcc(string FileName, IpAddress Address, int Port, long? Size)
{
    /// <summary>Reads the text of a message; false when it is no such offer, or a reverse one, which names no port.</summary>
    public static bool TryParse(string text, out IrcDcc offer)
    {
        offer = default;
        const string Start = "\u0001DCC SEND ";
        if (!text.StartsWith(Start, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }
        var rest = text[Start.Length..].TrimEnd('\u0001', ' ');
        string name;
        if (rest is ['"', ..] && rest.IndexOf('"', 1) is > 1 and var quote)
        {
            (name, rest) = (rest[1..quote], rest[(quote + 1)..].TrimStart(' '));
        }
        else
        {
            var blank = rest.IndexOf(' ', StringComparison.Ordinal);
            if (blank < 1)
            {
                return false;
            }
            (name, rest) = (rest[..blank], rest[(blank + 1)..]);
        }
        var words = rest.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (
            words.Length < 2
            || !int.TryParse(words[1], CultureInfo.InvariantCulture, out var port)
            || port is < 1 or > 0xFFFF
        )
        {
            return false;
        }
        // The address is a decimal number for IPv4, text for IPv6.
        IpAddress address;
        if (uint.TryParse(words[0], CultureInfo.InvariantCulture, out var number))
        {
            address = IpAddress.FromIpv4(number);
        }
        else if (!IpAddress.TryParse(words[0], out address))
        {
            return false;
        }
        long? size =
            words.Length > 2 && long.TryParse(words[2], CultureInfo.InvariantCulture, out var bytes) ? bytes : null;
        offer = new IrcDcc(name, address, port, size);
        return true;
    }
}
