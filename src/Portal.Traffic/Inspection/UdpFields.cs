using System.Buffers.Binary;
using Portal.Traffic.Fields;
using Portal.Traffic.Packets;

namespace Portal.Traffic.Inspection;

/// <summary>The UDP header (RFC 768).</summary>
internal static class UdpFields
{
    public static void Add(FieldTree tree, in Packet packet, PacketLayer layer)
    {
        var at = layer.Offset;
        var (source, destination) = (packet.SourcePort, packet.DestinationPort);
        var payload = packet.Payload.Length;
        tree.Protocol = "UDP";
        tree.Info = $"{source} → {destination} Len={packet.PayloadLength}";
        var label = $"User Datagram Protocol, Src Port: {source}, Dst Port: {destination}";
        tree.BeginProtocol("udp", label, at, 8, packet.PayloadOffset + payload);
        AddPorts(tree, at, source, destination);
        tree.Number("udp.length", "Length", packet.UdpLength, at + 4, 2);
        var checksum = tree.Bytes.Span[at..] is { Length: >= 8 } bytes
            ? BinaryPrimitives.ReadUInt16BigEndian(bytes[6..])
            : 0;
        tree.Hex("udp.checksum", "Checksum", checksum, 4, at + 6, 2);
        if (payload > 0)
        {
            tree.Raw(FieldKind.Bytes, "udp.payload", "UDP payload", packet.PayloadOffset, payload);
        }
        tree.End();
    }

    public static void AddPorts(FieldTree tree, int at, int source, int destination)
    {
        tree.Number("udp.srcport", "Source Port", source, at, 2);
        tree.Number("udp.dstport", "Destination Port", destination, at + 2, 2);
    }
}
