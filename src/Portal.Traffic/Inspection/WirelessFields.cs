using Portal.Traffic.Fields;
using Portal.Traffic.Packets;

namespace Portal.Traffic.Inspection;

/// <summary>IEEE 802.11 (§9.2 of the 2020 standard) and the radiotap header in front of it.</summary>
internal static class WirelessFields
{
    private const int Management = 0;
    private const int Data = 2;
    private const int ManagementHeader = 24;

    /// <summary>Elements of a management frame; a beacon has some twenty.</summary>
    private const int MaxElements = 64;

    public static void AddRadiotap(FieldTree tree, PacketLayer layer)
    {
        var block = new FieldBlock(
            tree,
            layer.Offset,
            tree.Bytes.Span.Slice(layer.Offset, layer.HeaderLength),
            isLittleEndian: true
        );
        tree.Protocol = "Radiotap";
        tree.BeginProtocol(
            "radiotap",
            $"Radiotap Header v0, Length {layer.HeaderLength}",
            layer.Offset,
            layer.HeaderLength,
            layer.Offset + layer.HeaderLength
        );
        block.Number("radiotap.version", "Header revision", 0, 1);
        block.Number("radiotap.pad", "Header pad", 1, 1);
        block.Number("radiotap.length", "Header length", 2, 2);
        AddPresent(block);
        tree.End();
    }

    /// <summary>Words of flags, then the fields that they name, each aligned to its size.</summary>
    private static void AddPresent(in FieldBlock block)
    {
        const long more = 0x8000_0000;
        var present = block.Read(4, 4);
        var at = 4;
        while (block.Has(at, 4) && (block.Hex("radiotap.present.word", "Present flags word", at, 4) & more) != 0)
        {
            at += 4;
        }
        at += 4;
        if ((present & 1) != 0)
        {
            at = (at + 7) & ~7;
            block.Number("radiotap.mactime", "MAC timestamp", at, 8);
            at += 8;
        }
        if ((present & 2) != 0)
        {
            block.Hex("radiotap.flags", "Flags", at, 1);
            block.Flag("radiotap.flags.fcs", "FCS at end", at, 1, 0x10);
            at++;
        }
        at += (present & 4) != 0 ? 1 : 0;
        if ((present & 8) != 0)
        {
            at = (at + 1) & ~1;
            block.Number("radiotap.channel.freq", "Channel frequency", at, 2);
            block.Hex("radiotap.channel.flags", "Channel flags", at + 2, 2);
        }
    }

    public static void Add(FieldTree tree, PacketLayer layer)
    {
        var bytes = tree.Bytes.Span[layer.Offset..];
        var block = new FieldBlock(tree, layer.Offset, bytes, isLittleEndian: true);
        if (!block.Has(0, 2))
        {
            return;
        }
        var (type, subtype, flags) = ((bytes[0] >> 2) & 3, bytes[0] >> 4, bytes[1]);
        tree.Protocol = "802.11";
        tree.Info = $"802.11 type {type}, subtype {subtype}";
        tree.BeginProtocol("wlan", "IEEE 802.11", layer.Offset, layer.HeaderLength, tree.Bytes.Length);
        tree.Hex("wlan.fc.type_subtype", "Type/Subtype", (type << 4) | subtype, 4, block.At, 1);
        tree.Number("wlan.fc.version", "Version", bytes[0] & 3, block.At, 1);
        tree.Number("wlan.fc.type", "Type", type, block.At, 1);
        tree.Number("wlan.fc.subtype", "Subtype", subtype, block.At, 1);
        tree.Flag("wlan.fc.tods", "To DS", (flags & 1) != 0, block.At + 1, 1);
        tree.Flag("wlan.fc.fromds", "From DS", (flags & 2) != 0, block.At + 1, 1);
        tree.Flag("wlan.fc.frag", "More Fragments", (flags & 4) != 0, block.At + 1, 1);
        tree.Flag("wlan.fc.retry", "Retry", (flags & 8) != 0, block.At + 1, 1);
        tree.Flag("wlan.fc.pwrmgt", "PWR MGT", (flags & 0x10) != 0, block.At + 1, 1);
        tree.Flag("wlan.fc.moredata", "More Data", (flags & 0x20) != 0, block.At + 1, 1);
        tree.Flag("wlan.fc.protected", "Protected", (flags & 0x40) != 0, block.At + 1, 1);
        block.Number("wlan.duration", "Duration", 2, 2);
        if (type is Management or Data)
        {
            AddAddresses(block, type == Management ? 0 : flags & 3);
            block.Bits("wlan.frag", "Fragment number", 22, 2, 0x000F);
            block.Bits("wlan.seq", "Sequence number", 22, 2, 0xFFF0);
        }
        tree.End();
        if (type == Management && (flags & 0x40) == 0)
        {
            AddElements(block.From(ManagementHeader), subtype);
        }
    }

    /// <summary>Table 9-30: what the addresses mean depends on who is an access point.</summary>
    private static void AddAddresses(in FieldBlock block, int direction)
    {
        const int first = 4;
        const int second = 10;
        const int third = 16;
        const int fourth = 24;
        var (destination, source, network) = direction switch
        {
            0 => (first, second, third),
            1 => (third, second, first),
            2 => (first, third, second),
            _ => (third, fourth, 0),
        };
        block.Raw(FieldKind.Ethernet, "wlan.ra", "Receiver address", first, 6);
        block.Raw(FieldKind.Ethernet, "wlan.da", "Destination address", destination, 6);
        block.Raw(FieldKind.Ethernet, "wlan.ta", "Transmitter address", second, 6);
        block.Raw(FieldKind.Ethernet, "wlan.sa", "Source address", source, 6);
        if (network > 0)
        {
            block.Raw(FieldKind.Ethernet, "wlan.bssid", "BSS Id", network, 6);
        }
        if (block.Has(0, fourth + 6))
        {
            block.Tree.Source = FieldValue.Separated(block.Bytes.Slice(source, 6));
            block.Tree.Destination = FieldValue.Separated(block.Bytes.Slice(destination, 6));
        }
    }

    /// <summary>§9.3.3: a fixed part, then elements of <c>number, length, content</c>; the name of the network is number 0.</summary>
    private static void AddElements(FieldBlock body, int subtype)
    {
        int? fixedBytes = subtype switch
        {
            0 => 4, // association request
            2 => 10, // reassociation request
            4 => 0, // probe request
            5 or 8 => 12, // probe response, beacon
            _ => null,
        };
        if (fixedBytes is not { } skip)
        {
            return;
        }
        var tree = body.Tree;
        tree.Begin("", "IEEE 802.11 Wireless Management", default, body.At, body.Length);
        if (skip == 12)
        {
            body.Hex("wlan.fixed.timestamp", "Timestamp", 0, 8);
        }
        var elements = body.From(skip);
        for (var i = 0; i < MaxElements && elements.Has(0, 2); i++)
        {
            var length = (int)elements.Read(1, 1);
            if (!elements.Has(2, length))
            {
                break;
            }
            elements.Number("wlan.tag.number", "Tag Number", 0, 1);
            if (elements.Read(0, 1) == 0)
            {
                elements.Raw(FieldKind.Bytes, "wlan.ssid", "SSID", 2, length);
            }
            elements = elements.From(2 + length);
        }
        tree.End();
    }
}
