using Portal.Traffic.Fields;
using Portal.Traffic.Packets;

namespace Portal.Traffic.Inspection;

/// <summary>Headers of tunnels between the packet that carries and the one that is carried.</summary>
internal static class TunnelFields
{
    private const int ErspanType2 = 0x88BE;
    private const int ErspanType3 = 0x22EB;

    /// <param name="tree">Takes the lines.</param>
    /// <param name="kind">As <see cref="TunnelPayload.Kind"/> says.</param>
    /// <param name="at">Where the tunnel's header begins.</param>
    /// <param name="end">Where the carried packet begins.</param>
    public static void Add(FieldTree tree, string kind, int at, int end)
    {
        if (at < 0 || end < at || end > tree.Bytes.Length)
        {
            return;
        }
        var block = new FieldBlock(tree, at, tree.Bytes.Span[at..end], isLittleEndian: false);
        switch (kind)
        {
            case "GRE":
                AddGre(block);
                break;
            case "VXLAN":
                AddVxlan(block);
                break;
            case "GENEVE":
                AddGeneve(block);
                break;
            case "GTPv1":
                AddGtp(block);
                break;
            case "TEREDO":
                AddTeredo(block);
                break;
            default:
                break;
        }
    }

    /// <summary>RFC 2784, RFC 2890, RFC 2637 §4.1.</summary>
    private static void AddGre(in FieldBlock block)
    {
        const int checksum = 0x8000;
        const int routing = 0x4000;
        const int key = 0x2000;
        const int sequence = 0x1000;
        const int acknowledgment = 0x0080;
        var tree = block.Tree;
        var flags = block.Read(0, 2);
        var isEnhanced = (flags & 7) == 1;
        tree.Protocol = "GRE";
        tree.BeginProtocol("gre", "Generic Routing Encapsulation", block.At, block.Length, tree.Bytes.Length);
        block.Hex("gre.flags_and_version", "Flags and Version", 0, 2);
        block.Flag("gre.flags.checksum", "Checksum Bit", 0, 2, checksum);
        block.Flag("gre.flags.routing", "Routing Bit", 0, 2, routing);
        block.Flag("gre.flags.key", "Key Bit", 0, 2, key);
        block.Flag("gre.flags.sequence_number", "Sequence Number Bit", 0, 2, sequence);
        if (isEnhanced)
        {
            block.Flag("gre.flags.ack", "Acknowledgment", 0, 2, acknowledgment);
        }
        block.Bits("gre.flags.version", "Version", 0, 2, 7);
        block.Hex("gre.proto", "Protocol Type", 2, 2);
        var at = 4;
        if ((flags & (checksum | routing)) != 0)
        {
            block.Hex("gre.checksum", "Checksum", at, 2);
            at += 4;
        }
        if ((flags & key) != 0)
        {
            if (isEnhanced)
            {
                block.Number("gre.key.payload_length", "Payload Length", at, 2);
                block.Number("gre.key.call_id", "Call ID", at + 2, 2);
            }
            else
            {
                block.Hex("gre.key", "Key", at, 4);
            }
            at += 4;
        }
        if ((flags & sequence) != 0)
        {
            block.Number("gre.sequence_number", "Sequence Number", at, 4);
            at += 4;
        }
        if (isEnhanced && (flags & acknowledgment) != 0)
        {
            block.Number("gre.ack_number", "Acknowledgment Number", at, 4);
            at += 4;
        }
        tree.End();
        if (block.Read(2, 2) is ErspanType2 or ErspanType3 && block.Length > at)
        {
            AddErspan(block.From(at));
        }
    }

    /// <summary>draft-foschiano-erspan-03 §4.2, §4.3.</summary>
    private static void AddErspan(in FieldBlock block)
    {
        var tree = block.Tree;
        tree.Protocol = "ERSPAN";
        tree.BeginProtocol(
            "erspan",
            "Encapsulated Remote Switch Packet ANalysis",
            block.At,
            block.Length,
            tree.Bytes.Length
        );
        block.Bits("erspan.version", "Version", 0, 2, 0xF000);
        block.Bits("erspan.vlan", "Vlan", 0, 2, 0x0FFF);
        block.Bits("erspan.cos", "COS", 2, 2, 0xE000);
        block.Flag("erspan.truncated", "Truncated", 2, 2, 0x0400);
        block.Bits("erspan.spanid", "SpanID", 2, 2, 0x03FF);
        tree.End();
    }

    /// <summary>RFC 7348 §5.</summary>
    private static void AddVxlan(in FieldBlock block)
    {
        var tree = block.Tree;
        tree.Protocol = "VXLAN";
        tree.BeginProtocol("vxlan", "Virtual eXtensible Local Area Network", block.At, block.Length, tree.Bytes.Length);
        block.Hex("vxlan.flags", "Flags", 0, 2);
        block.Flag("vxlan.flag_i", "VXLAN Network ID (VNI)", 0, 2, 0x0800);
        block.Number("vxlan.gbp", "Group Policy ID", 2, 2);
        block.Number("vxlan.vni", "VXLAN Network Identifier (VNI)", 4, 3);
        tree.End();
    }

    /// <summary>RFC 8926 §3.4.</summary>
    private static void AddGeneve(in FieldBlock block)
    {
        var tree = block.Tree;
        tree.Protocol = "Geneve";
        tree.BeginProtocol(
            "geneve",
            "Generic Network Virtualization Encapsulation",
            block.At,
            block.Length,
            tree.Bytes.Length
        );
        block.Bits("geneve.version", "Version", 0, 1, 0xC0);
        block.Flag("geneve.flags.oam", "Operations, Administration and Management Frame", 1, 1, 0x80);
        block.Flag("geneve.flags.critical", "Critical Options Present", 1, 1, 0x40);
        block.Hex("geneve.proto_type", "Protocol Type", 2, 2);
        block.Hex("geneve.vni", "Virtual Network Identifier (VNI)", 4, 3);
        tree.End();
    }

    /// <summary>RFC 4380 §5.1.1: the sender's address and port are written with all bits turned.</summary>
    private static void AddTeredo(in FieldBlock block)
    {
        const int authentication = 1;
        const int fixedBytes = 4;
        const int nonceBytes = 8;
        var tree = block.Tree;
        tree.Protocol = "Teredo";
        tree.BeginProtocol("teredo", "Teredo IPv6 over UDP tunneling", block.At, block.Length, tree.Bytes.Length);
        var at = 0;
        if (block.Has(0, fixedBytes) && block.Read(0, 2) == authentication)
        {
            var identifier = (int)block.Number("teredo.auth.idlen", "Client identifier length", 2, 1);
            var value = (int)block.Number("teredo.auth.aulen", "Authentication value length", 3, 1);
            at = fixedBytes;
            if (identifier > 0)
            {
                block.Raw(FieldKind.Bytes, "teredo.auth.id", "Client identifier", at, identifier);
            }
            if (value > 0)
            {
                block.Raw(FieldKind.Bytes, "teredo.auth.value", "Authentication value", at + identifier, value);
            }
            at += identifier + value;
            block.Raw(FieldKind.Bytes, "teredo.auth.nonce", "Nonce value", at, nonceBytes);
            block.Raw(FieldKind.Bytes, "teredo.auth.conf", "Confirmation byte", at + nonceBytes, 1);
            at += nonceBytes + 1;
        }
        if (block.Has(at, 8) && block.Read(at, 2) == 0)
        {
            tree.Number("teredo.orig.port", "Origin UDP port", block.Read(at + 2, 2) ^ 0xFFFF, block.At + at + 2, 2);
            byte[] address = [.. block.Bytes.Slice(at + 4, 4)];
            for (var i = 0; i < address.Length; i++)
            {
                address[i] ^= 0xFF;
            }
            var origin = FieldValue.OfBytes(FieldKind.Ipv4, address);
            tree.Add("teredo.orig.addr", $"Origin IPv4 address: {origin}", origin, block.At + at + 4, 4);
        }
        tree.End();
    }

    /// <summary>3GPP TS 29.281 §5.1.</summary>
    private static void AddGtp(in FieldBlock block)
    {
        var tree = block.Tree;
        tree.Protocol = "GTP";
        tree.BeginProtocol("gtp", "GPRS Tunneling Protocol", block.At, block.Length, tree.Bytes.Length);
        block.Hex("gtp.flags", "Flags", 0, 1);
        block.Bits("gtp.flags.version", "Version", 0, 1, 0xE0);
        block.Flag("gtp.flags.e", "Is Next Extension Header present?", 0, 1, 4);
        block.Flag("gtp.flags.s", "Is Sequence Number present?", 0, 1, 2);
        block.Flag("gtp.flags.pn", "Is N-PDU number present?", 0, 1, 1);
        block.Hex("gtp.message", "Message Type", 1, 1);
        block.Number("gtp.length", "Length", 2, 2);
        block.Hex("gtp.teid", "TEID", 4, 4);
        if ((block.Read(0, 1) & 2) != 0)
        {
            block.Hex("gtp.seq_number", "Sequence number", 8, 2);
        }
        tree.End();
    }
}
