using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Rip;

/// <summary>Routes and what proves who sent them (RFC 1058 §3.1, RFC 2453 §4, RFC 4822 §2.1, RFC 2080 §2.1).</summary>
internal static class RipFields
{
    private const int HeaderBytes = 4;
    private const int EntryBytes = 20;
    private const int Authentication = 0xFFFF;
    private const int Internet = 2; // address family
    private const int Request = 1;

    public static void Add(FieldTree tree, in FieldMessage message)
    {
        var block = new FieldBlock(tree, message.At, message.Bytes, isLittleEndian: false);
        var version = block.Read(1, 1);
        tree.Protocol = $"RIPv{version}";
        tree.Info = block.Read(0, 1) == Request ? "Request" : "Response";
        tree.BeginProtocol("rip", "Routing Information Protocol", message.At, block.Length, message.End);
        block.Number("rip.command", "Command", 0, 1);
        block.Number("rip.version", "Version", 1, 1);
        for (var at = HeaderBytes; at + EntryBytes <= block.Length; at += EntryBytes)
        {
            AddEntry(block.Part(at, EntryBytes), (int)version);
        }
        tree.End();
    }

    /// <summary>For IPv6.</summary>
    public static void AddNextGeneration(FieldTree tree, in FieldMessage message)
    {
        var block = new FieldBlock(tree, message.At, message.Bytes, isLittleEndian: false);
        tree.Protocol = "RIPng";
        tree.Info = block.Read(0, 1) == Request ? "Command Request" : "Command Response";
        tree.BeginProtocol("ripng", "RIPng", message.At, block.Length, message.End);
        block.Number("ripng.cmd", "Command", 0, 1);
        block.Number("ripng.version", "Version", 1, 1);
        for (var at = HeaderBytes; at + EntryBytes <= block.Length; at += EntryBytes)
        {
            var entry = block.Part(at, EntryBytes);
            tree.Begin("", "Route Table Entry", default, entry.At, EntryBytes);
            entry.Raw(FieldKind.Ipv6, "ripng.rte.ipv6_prefix", "IPv6 Prefix", 0, 16);
            entry.Hex("ripng.rte.route_tag", "Route Tag", 16, 2);
            entry.Number("ripng.rte.prefix_length", "Prefix Length", 18, 1);
            entry.Number("ripng.rte.metric", "Metric", 19, 1);
            tree.End();
        }
        tree.End();
    }

    private static void AddEntry(in FieldBlock entry, int version)
    {
        var tree = entry.Tree;
        var family = entry.Read(0, 2);
        if (family == Authentication)
        {
            AddAuthentication(entry);
            return;
        }
        tree.Begin("", "Route", default, entry.At, EntryBytes);
        entry.Number("rip.family", "Address Family", 0, 2);
        if (version == 2 && family == Internet)
        {
            entry.Number("rip.route_tag", "Route Tag", 2, 2);
        }
        if (family == Internet)
        {
            entry.Raw(FieldKind.Ipv4, "rip.ip", "IP Address", 4, 4);
        }
        if (version == 2 && family == Internet)
        {
            entry.Raw(FieldKind.Ipv4, "rip.netmask", "Netmask", 8, 4);
            entry.Raw(FieldKind.Ipv4, "rip.next_hop", "Next Hop", 12, 4);
        }
        entry.Number("rip.metric", "Metric", 18, 2);
        tree.End();
    }

    private static void AddAuthentication(in FieldBlock entry)
    {
        const int data = 1;
        const int password = 2;
        const int digest = 3;
        var tree = entry.Tree;
        if (entry.Read(2, 2) == data)
        {
            entry.Raw(FieldKind.Bytes, "rip.authentication_data", "Authentication Data", 4, EntryBytes - 4);
            return;
        }
        tree.Begin("", "Authentication", default, entry.At, EntryBytes);
        entry.Number("rip.auth.type", "Authentication type", 2, 2);
        if (entry.Read(2, 2) == password)
        {
            entry.Ascii("rip.auth.passwd", "Password", 4, 16);
        }
        else if (entry.Read(2, 2) == digest)
        {
            entry.Number("rip.digest_offset", "Digest Offset", 4, 2);
            entry.Number("rip.key_id", "Key ID", 6, 1);
            entry.Number("rip.auth_data_len", "Auth Data Len", 7, 1);
            entry.Number("rip.seq_num", "Seq num", 8, 4);
        }
        tree.End();
    }
}
