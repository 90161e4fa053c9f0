namespace Portal.Traffic.Packets;

/// <summary>Cisco FabricPath tag (2 bytes) behind its own outer Ethernet header; the inner frame follows whole.</summary>
internal static class FabricPathLayer
{
    private const int HeaderLength = 2;

    public static void Read(ref Packet packet)
    {
        if (packet.Rest.Length < HeaderLength)
        {
            packet.Stop(PacketAnomaly.TruncatedEthernet);
            return;
        }
        packet.Advance(LayerKind.FabricPath, HeaderLength, LayerKind.Ethernet);
    }
}
