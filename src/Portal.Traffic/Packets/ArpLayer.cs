namespace Portal.Traffic.Packets;

/// <summary>ARP and RARP (RFC 826): hardware and protocol types (2 + 2 bytes), address lengths (1 + 1), operation (2), addresses.</summary>
internal static class ArpLayer
{
    private const int FixedHeader = 8;

    public static void Read(ref Packet packet)
    {
        var rest = packet.Rest;
        packet.IsArp = true;
        if (rest.Length < FixedHeader || rest.Length < FixedHeader + (2 * (rest[4] + rest[5])))
        {
            packet.Stop(PacketAnomaly.TruncatedArp);
            return;
        }
        packet.Advance(LayerKind.Arp, FixedHeader + (2 * (rest[4] + rest[5])), LayerKind.None);
    }
}
