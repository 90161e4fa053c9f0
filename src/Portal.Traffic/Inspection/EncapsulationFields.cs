using Portal.Traffic.Fields;
using Portal.Traffic.Packets;

namespace Portal.Traffic.Inspection;

/// <summary>Fields of what stands between a frame and its packet: LLC, SNAP, MPLS, PPPoE and PPP.</summary>
internal static class EncapsulationFields
{
    private const int MplsEntry = 4;

    /// <summary>IEEE 802.2 §3.2; with SNAP behind it, in one.</summary>
    public static void AddLlc(FieldTree tree, PacketLayer layer)
    {
        const byte snap = 0xAA;
        var block = BlockOf(tree, layer);
        if (block.Length == 0)
        {
            return;
        }
        var isSnap = block.Read(0, 1) == snap && block.Read(1, 1) == snap;
        tree.Protocol = "LLC";
        if (!tree.Protocols.Contains("llc"))
        {
            tree.Protocols.Add("llc");
        }
        Open(tree, "llc", "Logical-Link Control", layer);
        block.Hex("llc.dsap", "DSAP", 0, 1);
        block.Hex("llc.ssap", "SSAP", 1, 1);
        block.Tree.Hex("llc.control", "Control field", block.Read(2, 1), 4, block.At + 2, 1);
        if (isSnap)
        {
            var behind = new FieldBlock(tree, layer.Offset, tree.Bytes.Span[layer.Offset..], isLittleEndian: false);
            behind.Number("llc.oui", "Organization Code", 3, 3);
            if (behind.Read(3, 3) == 0)
            {
                behind.Hex("llc.type", "Type", 6, 2);
            }
        }
        tree.End();
    }

    /// <summary>RFC 3032 §2.1; each entry is a layer of its own, as in Wireshark.</summary>
    public static void AddMpls(FieldTree tree, PacketLayer layer)
    {
        for (var at = 0; at + MplsEntry <= layer.HeaderLength; at += MplsEntry)
        {
            var block = BlockOf(tree, layer).From(at);
            var label = block.Read(0, 4) >> 12;
            tree.Protocol = "MPLS";
            tree.BeginProtocol(
                "mpls",
                $"MultiProtocol Label Switching Header, Label: {label}",
                block.At,
                MplsEntry,
                tree.Bytes.Length
            );
            block.Bits("mpls.label", "MPLS Label", 0, 4, 0xFFFF_F000);
            block.Bits("mpls.exp", "MPLS Experimental Bits", 0, 4, 0xE00);
            block.Bits("mpls.bottom", "MPLS Bottom Of Label Stack", 0, 4, 0x100);
            block.Bits("mpls.ttl", "MPLS TTL", 0, 4, 0xFF);
            tree.End();
        }
    }

    /// <summary>RFC 2516 §4.</summary>
    public static void AddPppoe(FieldTree tree, PacketLayer layer)
    {
        var block = BlockOf(tree, layer);
        tree.Protocol = "PPPoES";
        Open(tree, "pppoes", "PPP-over-Ethernet Session", layer);
        block.Bits("pppoe.version", "Version", 0, 1, 0xF0);
        block.Bits("pppoe.type", "Type", 0, 1, 0x0F);
        block.Hex("pppoe.code", "Code", 1, 1);
        block.Hex("pppoe.session_id", "Session ID", 2, 2);
        block.Number("pppoe.payload_length", "Payload Length", 4, 2);
        tree.End();
    }

    /// <summary>RFC 1661 §2, RFC 1662 §3.1.</summary>
    public static void AddPpp(FieldTree tree, PacketLayer layer)
    {
        var block = BlockOf(tree, layer);
        var protocol = block.Bytes is [0xFF, 0x03, ..] ? 2 : 0;
        tree.Protocol = "PPP";
        Open(tree, "ppp", "Point-to-Point Protocol", layer);
        if (protocol > 0)
        {
            block.Hex("ppp.address", "Address", 0, 1);
            block.Hex("ppp.control", "Control", 1, 1);
        }
        var size = layer.HeaderLength - protocol;
        if (block.Has(protocol, size))
        {
            tree.Hex("ppp.protocol", "Protocol", block.Read(protocol, size), 4, block.At + protocol, size);
        }
        tree.End();
    }

    private static FieldBlock BlockOf(FieldTree tree, PacketLayer layer) =>
        new(tree, layer.Offset, tree.Bytes.Span.Slice(layer.Offset, layer.HeaderLength), isLittleEndian: false);

    private static void Open(FieldTree tree, string name, string label, PacketLayer layer)
    {
        if (name == "llc")
        {
            // Ethernet has named it already.
            var value = FieldValue.OfBytes(FieldKind.Protocol, tree.Bytes[layer.Offset..]);
            tree.Begin(name, label, value, layer.Offset, layer.HeaderLength);
            return;
        }
        tree.BeginProtocol(name, label, layer.Offset, layer.HeaderLength, tree.Bytes.Length);
    }
}
