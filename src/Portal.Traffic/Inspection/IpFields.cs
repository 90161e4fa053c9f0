using System.Buffers.Binary;
using Portal.Traffic.Fields;
using Portal.Traffic.Packets;

namespace Portal.Traffic.Inspection;

/// <summary>IPv4 (RFC 791) and IPv6 (RFC 8200) headers, also those inside ICMP errors.</summary>
internal static class IpFields
{
    public static void AddIpv4(FieldTree tree, int at)
    {
        var bytes = tree.Bytes.Span[at..];
        if (bytes.Length < 20)
        {
            return;
        }
        var source = IpAddress.FromBytes(bytes.Slice(12, 4)).ToString();
        var destination = IpAddress.FromBytes(bytes.Slice(16, 4)).ToString();
        (tree.Source, tree.Destination, tree.Protocol) = (source, destination, "IPv4");
        var (headerLength, length) = ((bytes[0] & 0xF) * 4, BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]));
        var end = length == 0 ? tree.Bytes.Length : at + length;
        var label = $"Internet Protocol Version 4, Src: {source}, Dst: {destination}";
        tree.BeginProtocol("ip", label, at, headerLength, end);
        tree.Number("ip.version", "Version", bytes[0] >> 4, at, 1);
        tree.Add("ip.hdr_len", $"Header Length: {headerLength} bytes", FieldValue.OfNumber(headerLength), at, 1);
        tree.Begin("ip.dsfield", $"Differentiated Services: 0x{bytes[1]:x2}", FieldValue.OfNumber(bytes[1]), at + 1, 1);
        tree.Number("ip.dsfield.dscp", "Codepoint", bytes[1] >> 2, at + 1, 1);
        tree.Number("ip.dsfield.ecn", "Congestion notification", bytes[1] & 3, at + 1, 1);
        tree.End();
        tree.Number("ip.len", "Total Length", length, at + 2, 2);
        tree.Hex("ip.id", "Identification", BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]), 4, at + 4, 2);
        var fragment = BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]);
        tree.Begin("ip.flags", $"Flags: 0x{fragment >> 13:x}", FieldValue.OfNumber(fragment >> 13), at + 6, 1);
        tree.Flag("ip.flags.rb", "Reserved bit", (fragment & 0x8000) != 0, at + 6, 1);
        tree.Flag("ip.flags.df", "Don't fragment", (fragment & 0x4000) != 0, at + 6, 1);
        tree.Flag("ip.flags.mf", "More fragments", (fragment & 0x2000) != 0, at + 6, 1);
        tree.End();
        tree.Number("ip.frag_offset", "Fragment Offset", (fragment & 0x1FFF) * 8, at + 6, 2);
        tree.Number("ip.ttl", "Time to Live", bytes[8], at + 8, 1);
        tree.Number("ip.proto", "Protocol", bytes[9], at + 9, 1);
        tree.Hex("ip.checksum", "Header Checksum", BinaryPrimitives.ReadUInt16BigEndian(bytes[10..]), 4, at + 10, 2);
        tree.Raw(FieldKind.Ipv4, "ip.src", "Source Address", at + 12, 4);
        tree.Raw(FieldKind.Ipv4, "ip.dst", "Destination Address", at + 16, 4);
        tree.End();
    }

    public static void AddIpv6(FieldTree tree, int at)
    {
        var bytes = tree.Bytes.Span[at..];
        if (bytes.Length < 40)
        {
            return;
        }
        var source = IpAddress.FromBytes(bytes.Slice(8, 16)).ToString();
        var destination = IpAddress.FromBytes(bytes.Slice(24, 16)).ToString();
        (tree.Source, tree.Destination, tree.Protocol) = (source, destination, "IPv6");
        var first = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
        var label = $"Internet Protocol Version 6, Src: {source}, Dst: {destination}";
        tree.BeginProtocol("ipv6", label, at, 40, at + 40 + length);
        tree.Number("ipv6.version", "Version", first >> 28, at, 1);
        tree.Hex("ipv6.tclass", "Traffic Class", (first >> 20) & 0xFF, 8, at, 2);
        tree.Hex("ipv6.flow", "Flow Label", first & 0xFFFFF, 6, at + 1, 3);
        tree.Number("ipv6.plen", "Payload Length", length, at + 4, 2);
        tree.Number("ipv6.nxt", "Next Header", bytes[6], at + 6, 1);
        tree.Number("ipv6.hlim", "Hop Limit", bytes[7], at + 7, 1);
        tree.Raw(FieldKind.Ipv6, "ipv6.src", "Source Address", at + 8, 16);
        tree.Raw(FieldKind.Ipv6, "ipv6.dst", "Destination Address", at + 24, 16);
        tree.End();
    }
}
