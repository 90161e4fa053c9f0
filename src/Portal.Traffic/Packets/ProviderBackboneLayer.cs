namespace Portal.Traffic.Packets;

/// <summary>IEEE 802.1ah I-TAG: flags and service identifier (4 bytes); the customer's Ethernet frame follows.</summary>
internal static class ProviderBackboneLayer
{
    private const int HeaderLength = 4;

    public static void Read(ref Packet packet)
    {
        if (packet.Rest.Length < HeaderLength)
        {
            packet.Stop(PacketAnomaly.TruncatedVlan);
            return;
        }
        packet.Advance(LayerKind.ProviderBackbone, HeaderLength, LayerKind.Ethernet);
    }
}
