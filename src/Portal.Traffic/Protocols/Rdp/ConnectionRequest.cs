using System.Runtime.InteropServices;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Rdp;

/// <summary>
/// How a client begins (MS-RDPBCGR §2.2.1.1): <c>length, E0, destination, source, class, "Cookie: …" CR LF, negotiation</c>.
/// </summary>
/// <param name="Cookie">The name behind <c>mstshash=</c>; null without one.</param>
/// <param name="HasToken">A cookie or another routing token was there.</param>
/// <param name="HasNegotiation">The client says which security it can.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ConnectionRequest(string? Cookie, bool HasToken, bool HasNegotiation)
{
    public const int HeaderBytes = 7;
    public const byte Type = 0xE0;

    public static bool TryParse(ReadOnlySpan<byte> packet, out ConnectionRequest request)
    {
        request = default;
        if (packet.Length < HeaderBytes || packet[1] != Type)
        {
            return false;
        }
        var rest = packet[HeaderBytes..];
        string? cookie = null;
        var hasToken = rest.StartsWith("Cookie: "u8);
        var end = rest.IndexOf("\r\n"u8);
        if (hasToken && end < 0)
        {
            return false;
        }
        if (hasToken)
        {
            var name = "Cookie: mstshash="u8;
            cookie = rest.StartsWith(name) ? ZeekText.Decode(rest[name.Length..end]) : null;
            rest = rest[(end + 2)..];
        }
        request = new ConnectionRequest(cookie, hasToken, rest is [0x01, _, 0x08, 0x00, ..]);
        return true;
    }
}
