using System.Buffers.Binary;

namespace Portal.Traffic.Packets;

/// <summary>Geneve (RFC 8926 §3.4): version and option length, flags, protocol type (2 bytes), network identifier, options.</summary>
internal static class GeneveLayer
{
    public const int Port = 6081;
    private const int MinHeader = 8;

    public static bool TryFind(in Packet packet, out TunnelPayload inside)
    {
        inside = default;
        var payload = packet.Payload;
        if (payload.Length < MinHeader || payload[0] >> 6 != 0)
        {
            return false;
        }
        var length = MinHeader + ((payload[0] & 0x3F) * 4);
        var protocol = BinaryPrimitives.ReadUInt16BigEndian(payload[2..]);
        var first =
            protocol == EtherTypes.TransparentEthernetBridging ? LayerKind.Ethernet : EtherTypes.Layer(protocol);
        inside = new TunnelPayload(first, packet.PayloadOffset + length, "GENEVE", "geneve");
        return first != LayerKind.None && payload.Length > length;
    }
}
