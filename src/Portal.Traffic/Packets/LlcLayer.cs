namespace Portal.Traffic.Packets;

/// <summary>IEEE 802.2 LLC: destination and source service access points, control (1 byte, 2 for information frames).</summary>
internal static class LlcLayer
{
    private const int HeaderLength = 3;
    private const byte Snap = 0xAA;

    /// <summary>Novell's "raw" 802.3 puts an IPX checksum of 0xFFFF where LLC would be.</summary>
    private const byte NovellRaw = 0xFF;

    public static void Read(ref Packet packet)
    {
        var rest = packet.Rest;
        if (rest.Length < HeaderLength)
        {
            packet.Stop(PacketAnomaly.TruncatedLlc);
            return;
        }
        if (rest[0] == Snap && rest[1] == Snap)
        {
            packet.Advance(LayerKind.Llc, HeaderLength, LayerKind.Snap);
            return;
        }
        var headerLength = rest[0] == NovellRaw && rest[1] == NovellRaw ? 0 : HeaderLength;
        packet.Advance(LayerKind.Llc, headerLength, LayerKind.None);
        packet.StopAtUnknown(ProtocolSpace.LlcSap, rest[0]);
    }
}
