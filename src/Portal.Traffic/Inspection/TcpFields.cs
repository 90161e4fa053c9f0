using System.Buffers.Binary;
using Portal.Traffic.Fields;
using Portal.Traffic.Packets;

namespace Portal.Traffic.Inspection;

/// <summary>The TCP header (RFC 9293 §3.1) with its common options. Sequence numbers are raw: no other frame is looked at.</summary>
internal static class TcpFields
{
    private const int FixedHeader = 20;

    private static readonly (int Bit, string Name, string Label)[] s_flags =
    [
        (0x0E00, "res", "Reserved"),
        (0x0100, "ae", "Accurate ECN"),
        (0x0080, "cwr", "Congestion Window Reduced"),
        (0x0040, "ece", "ECN-Echo"),
        (0x0020, "urg", "Urgent"),
        (0x0010, "ack", "Acknowledgment"),
        (0x0008, "push", "Push"),
        (0x0004, "reset", "Reset"),
        (0x0002, "syn", "Syn"),
        (0x0001, "fin", "Fin"),
    ];

    public static void Add(FieldTree tree, in Packet packet, PacketLayer layer)
    {
        var at = layer.Offset;
        var bytes = tree.Bytes.Span[at..];
        if (bytes.Length < FixedHeader)
        {
            return;
        }
        var (source, destination) = (packet.SourcePort, packet.DestinationPort);
        var flags = BinaryPrimitives.ReadUInt16BigEndian(bytes[12..]) & 0xFFF;
        var payload = packet.Payload.Length;
        var label =
            $"Transmission Control Protocol, Src Port: {source}, Dst Port: {destination}, Len: {packet.PayloadLength}";
        tree.Protocol = "TCP";
        tree.BeginProtocol("tcp", label, at, layer.HeaderLength, packet.PayloadOffset + payload);
        AddPorts(tree, at, source, destination);
        tree.Number("tcp.len", "Segment Length", packet.PayloadLength, at + 12, 0);
        tree.Number("tcp.seq_raw", "Sequence Number (raw)", packet.TcpSequence, at + 4, 4);
        tree.Number("tcp.ack_raw", "Acknowledgment Number (raw)", packet.TcpAcknowledgment, at + 8, 4);
        tree.Number("tcp.hdr_len", "Header Length", (bytes[12] >> 4) * 4, at + 12, 1);
        var names = Names(flags);
        tree.Begin("tcp.flags", $"Flags: 0x{flags:x3} ({names})", FieldValue.OfNumber(flags), at + 12, 2);
        foreach (var (bit, name, text) in s_flags)
        {
            tree.Flag($"tcp.flags.{name}", text, (flags & bit) != 0, at + (bit > 0xFF ? 12 : 13), 1);
        }
        tree.End();
        tree.Number("tcp.window_size_value", "Window", packet.TcpWindow, at + 14, 2);
        tree.Hex("tcp.checksum", "Checksum", BinaryPrimitives.ReadUInt16BigEndian(bytes[16..]), 4, at + 16, 2);
        tree.Number(
            "tcp.urgent_pointer",
            "Urgent Pointer",
            BinaryPrimitives.ReadUInt16BigEndian(bytes[18..]),
            at + 18,
            2
        );
        var options = AddOptions(tree, packet.TcpOptions, at + FixedHeader);
        if (payload > 0)
        {
            tree.Raw(FieldKind.Bytes, "tcp.payload", "TCP payload", packet.PayloadOffset, payload);
        }
        tree.End();
        var acknowledgment = (flags & 0x10) != 0 ? $" Ack={packet.TcpAcknowledgment}" : "";
        tree.Info =
            $"{source} → {destination} [{names}] Seq={packet.TcpSequence}{acknowledgment} Win={packet.TcpWindow}"
            + $" Len={packet.PayloadLength}{options}";
    }

    public static void AddPorts(FieldTree tree, int at, int source, int destination)
    {
        tree.Number("tcp.srcport", "Source Port", source, at, 2);
        tree.Number("tcp.dstport", "Destination Port", destination, at + 2, 2);
    }

    private static string Names(int flags)
    {
        string[] names = ["FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR", "AE"];
        var set = names.Where((_, bit) => (flags & (1 << bit)) != 0).ToList();
        return set.Count == 0 ? "<None>" : string.Join(", ", set);
    }

    /// <summary>RFC 9293 §3.2; returns what the packet list adds of them.</summary>
    private static string AddOptions(FieldTree tree, ReadOnlySpan<byte> options, int at)
    {
        if (options.IsEmpty)
        {
            return "";
        }
        var info = "";
        tree.Raw(FieldKind.Bytes, "tcp.options", "Options", at, options.Length);
        var reader = new ByteReader(options);
        while (reader.Remaining > 0 && reader.ReadByte() is var kind and not 0)
        {
            if (kind == 1)
            {
                continue;
            }
            var length = reader.ReadByte();
            var value = at + reader.Position;
            var data = new ByteReader(reader.Take(length - 2));
            if (reader.Failed)
            {
                break;
            }
            switch (kind, length)
            {
                case (2, 4):
                    var segment = data.ReadUInt16();
                    tree.Number("tcp.options.mss_val", "Maximum segment size", segment, value, 2);
                    info += $" MSS={segment}";
                    break;
                case (3, 3):
                    var shift = data.ReadByte();
                    tree.Number("tcp.options.wscale.shift", "Window scale", shift, value, 1);
                    info += $" WS={1 << Math.Min((int)shift, 14)}";
                    break;
                case (4, 2):
                    info += " SACK_PERM";
                    break;
                case (5, _):
                    for (; data.Remaining >= 8; value += 8)
                    {
                        tree.Number("tcp.options.sack_le", "SACK left edge", data.ReadUInt32(), value, 4);
                        tree.Number("tcp.options.sack_re", "SACK right edge", data.ReadUInt32(), value + 4, 4);
                    }
                    break;
                case (8, 10):
                    var (own, echo) = (data.ReadUInt32(), data.ReadUInt32());
                    tree.Number("tcp.options.timestamp.tsval", "Timestamp value", own, value, 4);
                    tree.Number("tcp.options.timestamp.tsecr", "Timestamp echo reply", echo, value + 4, 4);
                    info += $" TSval={own} TSecr={echo}";
                    break;
                default:
                    tree.Note($"Option {kind}, {length} bytes", value - 2, length);
                    break;
            }
        }
        return info;
    }
}
