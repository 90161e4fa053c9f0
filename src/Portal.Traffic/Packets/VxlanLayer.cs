namespace Portal.Traffic.Packets;

/// <summary>VXLAN (RFC 7348 §5): flags, of which 0x08 must be set, network identifier; an Ethernet frame follows.</summary>
internal static class VxlanLayer
{
    public const int Port = 4789;
    private const int HeaderLength = 8;
    private const byte IdentifierPresent = 0x08;

    public static bool TryFind(in Packet packet, out TunnelPayload inside)
    {
        var payload = packet.Payload;
        inside = new TunnelPayload(LayerKind.Ethernet, packet.PayloadOffset + HeaderLength, "VXLAN", "vxlan");
        return payload.Length > HeaderLength && (payload[0] & IdentifierPresent) != 0;
    }
}
