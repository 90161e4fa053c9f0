namespace Portal.Traffic.Packets;

/// <summary>Addresses that are local to a site, as Zeek's private address space (RFC 6890) and multicast have them.</summary>
public static class LocalNetworks
{
    private static readonly (uint Network, int Bits)[] s_ipv4 =
    [
        (0x0000_0000, 8),
        (0x0A00_0000, 8),
        (0x6440_0000, 10),
        (0x7F00_0000, 8),
        (0xA9FE_0000, 16),
        (0xAC10_0000, 12),
        (0xC000_0000, 24),
        (0xC000_0200, 24),
        (0xC0A8_0000, 16),
        (0xC612_0000, 15),
        (0xC633_6400, 24),
        (0xCB00_7100, 24),
        (0xE000_0000, 24),
        (0xEF00_0000, 8),
        (0xF000_0000, 4),
    ];

    public static bool Contain(IpAddress address)
    {
        if (!address.IsIpv4)
        {
            return address.High >> 57 == 0xFC >> 1 // fc00::/7, unique local
                || address.High >> 54 == 0xFE80 >> 6 // fe80::/10, link-local
                || address.High >> 32 == 0x2001_0DB8 // documentation
                || address.High >> 41 == 0x2001_0000 >> 9 // 2001::/23, protocol assignments
                || (address.High == 0 && address.Low <= 1); // unspecified and loopback
        }
        foreach (var (network, bits) in s_ipv4)
        {
            if (((uint)address.Low ^ network) >> (32 - bits) == 0)
            {
                return true;
            }
        }
        return false;
    }
}
