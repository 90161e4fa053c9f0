namespace Portal.Traffic.Packets;

/// <summary>PPPoE session (RFC 2516 §4): version and type, code, session (2 bytes), length (2); PPP follows.</summary>
internal static class PppoeLayer
{
    private const int HeaderLength = 6;

    public static void Read(ref Packet packet)
    {
        if (packet.Rest.Length < HeaderLength)
        {
            packet.Stop(PacketAnomaly.TruncatedPppoe);
            return;
        }
        packet.Advance(LayerKind.PppoeSession, HeaderLength, LayerKind.Ppp);
    }
}
