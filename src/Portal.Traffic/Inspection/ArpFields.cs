using Portal.Traffic.Fields;
using Portal.Traffic.Packets;

namespace Portal.Traffic.Inspection;

/// <summary>ARP (RFC 826) for IPv4 over Ethernet.</summary>
internal static class ArpFields
{
    private const int Length = 28;

    public static void Add(FieldTree tree, PacketLayer layer)
    {
        var at = layer.Offset;
        var reader = new ByteReader(tree.Bytes.Span[at..]);
        var (hardware, protocol) = (reader.ReadUInt16(), reader.ReadUInt16());
        var (hardwareSize, protocolSize, operation) = (reader.ReadByte(), reader.ReadByte(), reader.ReadUInt16());
        tree.Protocol = "ARP";
        tree.BeginProtocol("arp", "Address Resolution Protocol", at, Length, tree.Bytes.Length);
        tree.Number("arp.hw.type", "Hardware type", hardware, at, 2);
        tree.Hex("arp.proto.type", "Protocol type", protocol, 4, at + 2, 2);
        tree.Number("arp.hw.size", "Hardware size", hardwareSize, at + 4, 1);
        tree.Number("arp.proto.size", "Protocol size", protocolSize, at + 5, 1);
        var name = operation switch
        {
            1 => "request",
            2 => "reply",
            _ => "other",
        };
        tree.Named("arp.opcode", "Opcode", name, operation, at + 6, 2);
        if ((hardwareSize, protocolSize) is (6, 4) && reader.Remaining >= 20)
        {
            AddAddresses(tree, at, operation);
        }
        tree.End();
    }

    private static void AddAddresses(FieldTree tree, int at, int operation)
    {
        tree.Raw(FieldKind.Ethernet, "arp.src.hw_mac", "Sender MAC address", at + 8, 6);
        tree.Raw(FieldKind.Ipv4, "arp.src.proto_ipv4", "Sender IP address", at + 14, 4);
        tree.Raw(FieldKind.Ethernet, "arp.dst.hw_mac", "Target MAC address", at + 18, 6);
        tree.Raw(FieldKind.Ipv4, "arp.dst.proto_ipv4", "Target IP address", at + 24, 4);
        var bytes = tree.Bytes.Span[at..];
        var sender = IpAddress.FromBytes(bytes.Slice(14, 4));
        var target = IpAddress.FromBytes(bytes.Slice(24, 4));
        if (sender == target)
        {
            tree.Add("arp.isgratuitous", "Is gratuitous", FieldValue.OfBoolean(true), at, 0);
        }
        tree.Info =
            operation == 1
                ? sender == target
                    ? $"ARP Announcement for {sender}"
                    : $"Who has {target}? Tell {sender}"
                : $"{sender} is at {FieldValue.Separated(bytes.Slice(8, 6))}";
    }
}
