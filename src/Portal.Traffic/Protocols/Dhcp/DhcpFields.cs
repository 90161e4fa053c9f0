using System.Buffers.Binary;
using System.Text;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Dhcp;

/// <summary>A DHCP message (RFC 2131 §2) and its options.</summary>
internal static class DhcpFields
{
    private const int OptionsOffset = DhcpMessage.FixedBytes + 4;
    private const int EthernetBytes = 6;
    private const int ServerOffset = 44;
    private const int FileOffset = 108;

    public static void Add(FieldTree tree, in FieldMessage message)
    {
        var at = message.At;
        var bytes = message.Bytes;
        if (!DhcpMessage.TryParse(bytes, out var parsed))
        {
            return;
        }
        tree.Protocol = "DHCP";
        var name = parsed.Type > 0 ? DhcpNames.Type(parsed.Type) : "BOOTP";
        tree.Info = $"DHCP {name} - Transaction ID 0x{parsed.Transaction:x}";
        tree.BeginProtocol("dhcp", $"Dynamic Host Configuration Protocol ({name})", at, bytes.Length, message.End);
        var kind = parsed.Operation == DhcpMessage.Request ? "Boot Request" : "Boot Reply";
        tree.Named("dhcp.type", "Message type", kind, parsed.Operation, at, 1);
        tree.Hex("dhcp.hw.type", "Hardware type", bytes[1], 2, at + 1, 1);
        tree.Number("dhcp.hw.len", "Hardware address length", bytes[2], at + 2, 1);
        tree.Number("dhcp.hops", "Hops", bytes[3], at + 3, 1);
        tree.Hex("dhcp.id", "Transaction ID", parsed.Transaction, 8, at + 4, 4);
        tree.Number("dhcp.secs", "Seconds elapsed", BinaryPrimitives.ReadUInt16BigEndian(bytes[8..]), at + 8, 2);
        var flags = BinaryPrimitives.ReadUInt16BigEndian(bytes[10..]);
        tree.Begin("dhcp.flags", $"Bootp flags: 0x{flags:x4}", FieldValue.OfNumber(flags), at + 10, 2);
        tree.Flag("dhcp.flags.bc", "Broadcast flag", (flags & 0x8000) != 0, at + 10, 2);
        tree.Hex("dhcp.flags.reserved", "Reserved flags", flags & 0x7FFF, 4, at + 10, 2);
        tree.End();
        tree.Raw(FieldKind.Ipv4, "dhcp.ip.client", "Client IP address", at + 12, 4);
        tree.Raw(FieldKind.Ipv4, "dhcp.ip.your", "Your (client) IP address", at + 16, 4);
        tree.Raw(FieldKind.Ipv4, "dhcp.ip.server", "Next server IP address", at + 20, 4);
        tree.Raw(FieldKind.Ipv4, "dhcp.ip.relay", "Relay agent IP address", at + 24, 4);
        AddHardware(tree, at + 28, bytes[1], Math.Min((int)bytes[2], DhcpMessage.MaxHardwareAddress));
        AddText(tree, "dhcp.server", "Server host name", at + ServerOffset, bytes.Slice(ServerOffset, 64));
        AddText(tree, "dhcp.file", "Boot file name", at + FileOffset, bytes.Slice(FileOffset, 128));
        tree.Raw(FieldKind.Ipv4, "dhcp.cookie", "Magic cookie", at + DhcpMessage.FixedBytes, 4);
        DhcpOptionFields.Add(tree, at + OptionsOffset, bytes[OptionsOffset..]);
        tree.End();
    }

    private static void AddHardware(FieldTree tree, int at, int type, int length)
    {
        const int Ethernet = 1;
        if (type == Ethernet && length == EthernetBytes)
        {
            tree.Raw(FieldKind.Ethernet, "dhcp.hw.mac_addr", "Client MAC address", at, length);
        }
        else if (length > 0)
        {
            tree.Raw(FieldKind.Bytes, "dhcp.hw.addr", "Client hardware address", at, length);
        }
        var padding = DhcpMessage.MaxHardwareAddress - length;
        if (padding > 0)
        {
            tree.Raw(FieldKind.Bytes, "dhcp.hw.addr_padding", "Client hardware address padding", at + length, padding);
        }
    }

    private static void AddText(FieldTree tree, string name, string label, int at, ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0) is >= 0 and var zero ? zero : field.Length;
        var text = Encoding.UTF8.GetString(field[..end]);
        tree.Text(name, label, text.Length == 0 ? "" : text, at, field.Length);
    }
}
