using System.Buffers.Binary;
using Portal.Traffic.Fields;
using Portal.Traffic.Packets;

namespace Portal.Traffic.Inspection;

/// <summary>ICMP (RFC 792) with the header of the packet that an error is about, and the basics of ICMPv6 (RFC 4443, RFC 4861).</summary>
internal static class IcmpFields
{
    private const int HeaderLength = 8;

    public static void Add(FieldTree tree, in Packet packet, PacketLayer layer)
    {
        var at = layer.Offset;
        var bytes = tree.Bytes.Span[at..];
        int type = bytes[0];
        tree.Protocol = "ICMP";
        tree.BeginProtocol("icmp", "Internet Control Message Protocol", at, HeaderLength, tree.Bytes.Length);
        Begin(tree, at, bytes, "icmp");
        var name = type switch
        {
            0 => "Echo (ping) reply",
            3 => "Destination unreachable",
            4 => "Source quench",
            5 => "Redirect",
            8 => "Echo (ping) request",
            11 => "Time-to-live exceeded",
            12 => "Parameter problem",
            13 => "Timestamp request",
            14 => "Timestamp reply",
            _ => $"Type {type}",
        };
        tree.Info = type is 0 or 8 or 13 or 14 ? name : $"{name} (code {bytes[1]})";
        if (type is 0 or 8 or 13 or 14)
        {
            var (id, sequence) = Echo(bytes);
            tree.Number("icmp.ident", "Identifier", id, at + 4, 2);
            tree.Number("icmp.seq", "Sequence Number", sequence, at + 6, 2);
            var swapped = BinaryPrimitives.ReverseEndianness(sequence);
            tree.Info = $"{name}  id=0x{id:x4}, seq={sequence}/{swapped}, ttl={packet.HopLimit}";
        }
        tree.End();
        if (type is 3 or 4 or 5 or 11 or 12)
        {
            AddInner(tree, at + HeaderLength);
        }
        else if (type is 0 or 8)
        {
            DataFields.Add(tree, packet.PayloadOffset, packet.Payload.Length);
        }
    }

    public static void AddIpv6(FieldTree tree, in Packet packet, PacketLayer layer)
    {
        var at = layer.Offset;
        var bytes = tree.Bytes.Span[at..];
        int type = bytes[0];
        tree.Protocol = "ICMPv6";
        tree.BeginProtocol("icmpv6", "Internet Control Message Protocol v6", at, HeaderLength, tree.Bytes.Length);
        Begin(tree, at, bytes, "icmpv6");
        tree.Info = type switch
        {
            1 => "Destination Unreachable",
            2 => "Packet Too Big",
            3 => "Time Exceeded",
            4 => "Parameter Problem",
            128 => "Echo (ping) request",
            129 => "Echo (ping) reply",
            133 => "Router Solicitation",
            134 => "Router Advertisement",
            135 => "Neighbor Solicitation",
            136 => "Neighbor Advertisement",
            143 => "Multicast Listener Report Message v2",
            _ => $"Type {type}",
        };
        if (type is 128 or 129)
        {
            var (id, sequence) = Echo(bytes);
            tree.Number("icmpv6.echo.identifier", "Identifier", id, at + 4, 2);
            tree.Number("icmpv6.echo.sequence_number", "Sequence", sequence, at + 6, 2);
            tree.Info += $" id=0x{id:x4}, seq={sequence}, hop limit={packet.HopLimit}";
        }
        else if (type is 135 or 136 && bytes.Length >= 24)
        {
            var name = type == 135 ? "icmpv6.nd.ns.target_address" : "icmpv6.nd.na.target_address";
            tree.Raw(FieldKind.Ipv6, name, "Target Address", at + 8, 16);
            tree.Info += $" {(type == 135 ? "for " : "")}{IpAddress.FromBytes(bytes.Slice(8, 16))}";
        }
        tree.End();
        if (type is 128 or 129)
        {
            DataFields.Add(tree, packet.PayloadOffset, packet.Payload.Length);
        }
    }

    private static void Begin(FieldTree tree, int at, ReadOnlySpan<byte> bytes, string protocol)
    {
        tree.Number($"{protocol}.type", "Type", bytes[0], at, 1);
        tree.Number($"{protocol}.code", "Code", bytes[1], at + 1, 1);
        tree.Hex($"{protocol}.checksum", "Checksum", BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]), 4, at + 2, 2);
    }

    private static (ushort Identifier, ushort Sequence) Echo(ReadOnlySpan<byte> bytes) =>
        (BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]), BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]));

    /// <summary>The headers of the packet that could not be delivered; the list keeps the outer addresses.</summary>
    private static void AddInner(FieldTree tree, int at)
    {
        var bytes = tree.Bytes.Span[Math.Min(at, tree.Bytes.Length)..];
        if (bytes.Length < 20 || bytes[0] >> 4 != 4)
        {
            return;
        }
        var (source, destination) = (tree.Source, tree.Destination);
        IpFields.AddIpv4(tree, at);
        (tree.Source, tree.Destination, tree.Protocol) = (source, destination, "ICMP");
        var header = (bytes[0] & 0xF) * 4;
        if (
            header < 20
            || bytes.Length < header + 4
            || (BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]) & 0x1FFF) != 0
        )
        {
            return;
        }
        int from = BinaryPrimitives.ReadUInt16BigEndian(bytes[header..]);
        int to = BinaryPrimitives.ReadUInt16BigEndian(bytes[(header + 2)..]);
        switch (bytes[9])
        {
            case IpLayer.ProtocolTcp:
                tree.BeginProtocol("tcp", "Transmission Control Protocol", at + header, 8, tree.Bytes.Length);
                TcpFields.AddPorts(tree, at + header, from, to);
                tree.End();
                break;
            case IpLayer.ProtocolUdp:
                tree.BeginProtocol("udp", "User Datagram Protocol", at + header, 8, tree.Bytes.Length);
                UdpFields.AddPorts(tree, at + header, from, to);
                tree.End();
                break;
        }
    }
}
