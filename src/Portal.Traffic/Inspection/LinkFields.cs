using System.Buffers.Binary;
using Portal.Traffic.Fields;
using Portal.Traffic.Packets;

namespace Portal.Traffic.Inspection;

/// <summary>Fields of Ethernet, VLAN tags, Linux cooked captures and BSD loopback.</summary>
internal static class LinkFields
{
    public static void AddEthernet(FieldTree tree, PacketLayer layer)
    {
        var at = layer.Offset;
        var bytes = tree.Bytes.Span[at..];
        var (destination, source) = (FieldValue.Separated(bytes[..6]), FieldValue.Separated(bytes.Slice(6, 6)));
        (tree.Source, tree.Destination, tree.Protocol) = (source, destination, "Ethernet");
        tree.BeginProtocol("eth", $"Ethernet II, Src: {source}, Dst: {destination}", at, 14, tree.Bytes.Length);
        tree.Raw(FieldKind.Ethernet, "eth.dst", "Destination", at, 6);
        tree.Raw(FieldKind.Ethernet, "eth.src", "Source", at + 6, 6);
        if (bytes.Length >= 14)
        {
            var type = BinaryPrimitives.ReadUInt16BigEndian(bytes[12..]);
            if (type >= EtherTypes.FirstType)
            {
                tree.Protocols.Add("ethertype");
                tree.Hex("eth.type", "Type", type, 4, at + 12, 2);
            }
            else
            {
                tree.Protocols.Add("llc");
                tree.Number("eth.len", "Length", type, at + 12, 2);
            }
        }
        tree.End();
    }

    public static void AddVlan(FieldTree tree, PacketLayer layer)
    {
        var at = layer.Offset;
        var bytes = tree.Bytes.Span[at..];
        var tag = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        tree.BeginProtocol("vlan", $"802.1Q Virtual LAN, ID: {tag & 0xFFF}", at, 4, tree.Bytes.Length);
        tree.Protocols.Add("ethertype");
        tree.Number("vlan.priority", "Priority", tag >> 13, at, 2);
        tree.Flag("vlan.dei", "Drop eligible", (tag & 0x1000) != 0, at, 2);
        tree.Number("vlan.id", "ID", tag & 0xFFF, at, 2);
        tree.Hex("vlan.etype", "Type", BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]), 4, at + 2, 2);
        tree.End();
    }

    public static void AddCooked(FieldTree tree, PacketLayer layer)
    {
        var isSecond = layer.Kind == LayerKind.LinuxCooked2;
        var at = layer.Offset;
        var bytes = tree.Bytes.Span.Slice(at, layer.HeaderLength);
        var label = isSecond ? "Linux cooked capture v2" : "Linux cooked capture v1";
        tree.BeginProtocol("sll", label, at, bytes.Length, tree.Bytes.Length);
        tree.Protocols.Add("ethertype");
        var length = isSecond ? bytes[11] : BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
        var address = isSecond ? 12 : 6;
        if (isSecond)
        {
            tree.Number("sll.ifindex", "Interface index", BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]), at + 4, 4);
        }
        var (type, typeAt) = isSecond ? (bytes[10], 10) : (BinaryPrimitives.ReadUInt16BigEndian(bytes), 0);
        tree.Number("sll.pkttype", "Packet type", type, at + typeAt, isSecond ? 1 : 2);
        var hardware = isSecond ? 8 : 2;
        var hardwareType = BinaryPrimitives.ReadUInt16BigEndian(bytes[hardware..]);
        tree.Number("sll.hatype", "Link-layer address type", hardwareType, at + hardware, 2);
        tree.Number("sll.halen", "Link-layer address length", length, at + (isSecond ? 11 : 4), isSecond ? 1 : 2);
        if (length == 6)
        {
            tree.Raw(FieldKind.Ethernet, "sll.src.eth", "Source", at + address, 6);
            tree.Source = FieldValue.Separated(bytes.Slice(address, 6));
        }
        var protocol = isSecond ? 0 : 14;
        var etherType = BinaryPrimitives.ReadUInt16BigEndian(bytes[protocol..]);
        tree.Hex("sll.etype", "Protocol", etherType, 4, at + protocol, 2);
        tree.Protocol = "SLL";
        tree.End();
    }

    public static void AddLoopback(FieldTree tree, PacketLayer layer)
    {
        var family = BinaryPrimitives.ReadUInt32LittleEndian(tree.Bytes.Span[layer.Offset..]);
        family = family > 0xFFFF ? BinaryPrimitives.ReverseEndianness(family) : family;
        tree.BeginProtocol("null", "Null/Loopback", layer.Offset, 4, tree.Bytes.Length);
        tree.Number("null.family", "Family", family, layer.Offset, 4);
        tree.End();
        tree.Protocol = "NULL";
    }
}
