using System.Globalization;
using System.Runtime.InteropServices;

namespace Portal.Traffic.Packets;

/// <summary>The own network as a set of CIDR blocks.</summary>
public sealed class LocalNetworks
{
    private readonly Block[] _blocks;

    private LocalNetworks(Block[] blocks) => _blocks = blocks;

    /// <summary>
    /// Blocks that are not routed over the Internet (IANA special-purpose address registries), as Zeek's
    /// <c>Site::private_address_space</c> has them.
    /// </summary>
    public static IReadOnlyList<string> PrivateAddressSpace { get; } =
    [
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/24",
        "239.0.0.0/8",
        "240.0.0.0/4",
        "255.255.255.255/32",
        "2002::/24",
        "2002:a00::/24",
        "2002:6440::/26",
        "2002:7f00::/24",
        "2002:a9fe::/32",
        "2002:ac10::/28",
        "2002:c000::/40",
        "2002:c000:200::/40",
        "2002:c0a8::/32",
        "2002:c612::/31",
        "2002:c633:6400::/40",
        "2002:cb00:7100::/40",
        "2002:e000::/40",
        "2002:ef00::/24",
        "2002:f000::/20",
        "2002:ffff:ffff::/48",
        "::/128",
        "::1/128",
        "64:ff9b:1::/48",
        "100::/64",
        "2001::/23",
        "2001:2::/48",
        "2001:db8::/32",
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",
    ];

    /// <summary>The set of <see cref="PrivateAddressSpace"/>.</summary>
    public static LocalNetworks Private { get; } = Parse(PrivateAddressSpace);

    public bool IsEmpty => _blocks.Length == 0;

    /// <exception cref="FormatException">A block is not an address, a slash and a prefix length.</exception>
    public static LocalNetworks Parse(IEnumerable<string> blocks) => new([.. blocks.Select(ParseBlock)]);

    public bool Contains(IpAddress address)
    {
        foreach (var block in _blocks)
        {
            if ((address.High & block.HighMask) == block.High && (address.Low & block.LowMask) == block.Low)
            {
                return true;
            }
        }
        return false;
    }

    private static Block ParseBlock(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (
            slash < 0
            || !IpAddress.TryParse(text[..slash], out var address)
            || !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var prefix)
            || prefix > (address.IsIpv4 ? 32 : 128)
        )
        {
            throw new FormatException($"'{text}' is not a CIDR block such as 10.0.0.0/8.");
        }
        var bits = address.IsIpv4 ? prefix + 96 : prefix;
        var highMask = Mask(bits);
        var lowMask = Mask(bits - 64);
        return new Block(address.High & highMask, highMask, address.Low & lowMask, lowMask);
    }

    private static ulong Mask(int bits) =>
        bits <= 0 ? 0
        : bits >= 64 ? ulong.MaxValue
        : ~(ulong.MaxValue >> bits);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Block(ulong High, ulong HighMask, ulong Low, ulong LowMask);
}
