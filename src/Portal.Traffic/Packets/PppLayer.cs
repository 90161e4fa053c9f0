namespace Portal.Traffic.Packets;

/// <summary>
/// PPP (RFC 1661 §2): optional address and control FF 03 (RFC 1662 §3.1), then a protocol number of two bytes, or of one
/// when it is odd (§6.5 compression).
/// </summary>
internal static class PppLayer
{
    private const int Ipv4 = 0x0021;
    private const int Ipv6 = 0x0057;
    private const int MplsUnicast = 0x0281;
    private const int MplsMulticast = 0x0283;

    public static void Read(ref Packet packet)
    {
        var reader = new ByteReader(packet.Rest);
        if (reader.Rest is [0xFF, 0x03, ..])
        {
            reader.Skip(2);
        }
        int protocol = reader.ReadByte();
        if ((protocol & 1) == 0)
        {
            protocol = (protocol << 8) | reader.ReadByte();
        }
        if (reader.Failed)
        {
            packet.Stop(PacketAnomaly.TruncatedPpp);
            return;
        }
        var next = protocol switch
        {
            Ipv4 or Ipv6 => LayerKind.Ip,
            MplsUnicast or MplsMulticast => LayerKind.Mpls,
            _ => LayerKind.None,
        };
        packet.Advance(LayerKind.Ppp, reader.Position, next);
        if (next == LayerKind.None)
        {
            packet.StopAtUnknown(ProtocolSpace.Ppp, protocol);
        }
    }
}
