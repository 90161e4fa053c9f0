using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Dns;

/// <summary>A message of the NetBIOS name service (RFC 1002 §4.2), which is DNS with names and records of its own.</summary>
internal static class NbnsFields
{
    private const int StatusRecord = 33;
    private const int NameRecord = 32;
    private const int NameBytes = 16;
    private const int EncodedNameBytes = 34;
    private const ushort Pointer = 0xC000;

    public static void Add(FieldTree tree, in FieldMessage message)
    {
        var at = message.At;
        var bytes = message.Bytes;
        if (!DnsMessage.TryParse(bytes, isNetbios: true, out var parsed))
        {
            return;
        }
        tree.Protocol = "NBNS";
        tree.BeginProtocol("nbns", "NetBIOS Name Service", at, bytes.Length, message.End);
        tree.Hex("nbns.id", "Transaction ID", parsed.Id, 4, at, 2);
        AddFlags(tree, at + 2, parsed);
        tree.Number("nbns.count.queries", "Questions", parsed.QuestionCount, at + 4, 2);
        tree.Number("nbns.count.answers", "Answer RRs", parsed.AnswerCount, at + 6, 2);
        tree.Number("nbns.count.auth_rr", "Authority RRs", parsed.AuthorityCount, at + 8, 2);
        tree.Number("nbns.count.add_rr", "Additional RRs", parsed.AdditionalCount, at + 10, 2);
        tree.Info =
            $"{DnsNumbers.OperationName(parsed.OperationCode, isNetbios: true)} {(parsed.IsResponse ? "response" : "query")}";
        foreach (var question in parsed.Questions)
        {
            AddQuestion(tree, at, bytes, question);
        }
        foreach (var resource in parsed.Resources)
        {
            AddResource(tree, at, bytes, resource);
        }
        tree.End();
    }

    private static void AddFlags(FieldTree tree, int at, DnsMessage message)
    {
        tree.Begin("nbns.flags", $"Flags: 0x{message.Flags:x4}", FieldValue.OfNumber(message.Flags), at, 2);
        tree.Flag("nbns.flags.response", "Response", message.IsResponse, at, 2);
        tree.Number("nbns.flags.opcode", "Opcode", message.OperationCode, at, 2);
        if (message.IsResponse)
        {
            tree.Flag("nbns.flags.authoritative", "Authoritative", message.IsAuthoritative, at, 2);
        }
        tree.Flag("nbns.flags.truncated", "Truncated", message.IsTruncated, at, 2);
        tree.Flag("nbns.flags.recdesired", "Recursion desired", message.IsRecursionDesired, at, 2);
        if (message.IsResponse)
        {
            tree.Flag("nbns.flags.recavail", "Recursion available", message.IsRecursionAvailable, at, 2);
        }
        tree.Flag("nbns.flags.broadcast", "Broadcast", (message.Flags & 0x10) != 0, at, 2);
        if (message.IsResponse)
        {
            tree.Number("nbns.flags.rcode", "Reply code", message.ResponseCode, at, 2);
        }
        tree.End();
    }

    private static void AddQuestion(FieldTree tree, int at, ReadOnlySpan<byte> bytes, in DnsQuestion question)
    {
        var (start, nameLength) = (at + question.Offset, question.Length - 4);
        var name = NameAt(bytes, question.Offset, withService: false);
        tree.Info += $" {name}";
        tree.Begin("", $"{name}: type {question.Type}", default, start, question.Length);
        tree.Text("nbns.name", "Name", name, start, nameLength);
        tree.Number("nbns.type", "Type", question.Type, start + nameLength, 2);
        tree.Number("nbns.class", "Class", question.Class, start + nameLength + 2, 2);
        tree.End();
    }

    private static void AddResource(FieldTree tree, int at, ReadOnlySpan<byte> bytes, in DnsResource resource)
    {
        var (start, data) = (at + resource.Offset, at + resource.DataOffset);
        var name = NameAt(bytes, resource.Offset, withService: resource.Type == NameRecord);
        tree.Begin("", $"{name}: type {resource.Type} ({resource.Section})", default, start, resource.Length);
        tree.Text("nbns.name", "Name", name, start, Math.Max(resource.DataOffset - 10 - resource.Offset, 0));
        tree.Number("nbns.type", "Type", resource.Type, data - 10, 2);
        tree.Number("nbns.class", "Class", resource.Class, data - 8, 2);
        tree.Number("nbns.ttl", "Time to live", resource.TimeToLive, data - 6, 4);
        tree.Number("nbns.data_length", "Data length", resource.DataLength, data - 2, 2);
        var content = bytes.Slice(resource.DataOffset, resource.DataLength);
        if (resource.Type == NameRecord)
        {
            AddAddresses(tree, data, content);
        }
        else if (resource.Type == StatusRecord)
        {
            AddStatus(tree, data, content);
        }
        tree.End();
    }

    /// <summary>§4.2.2: flags and an address for each host that has the name.</summary>
    private static void AddAddresses(FieldTree tree, int at, ReadOnlySpan<byte> content)
    {
        var reader = new ByteReader(content);
        while (reader.Remaining >= 6)
        {
            var start = at + reader.Position;
            var flags = reader.ReadUInt16();
            reader.Skip(4);
            tree.Begin("nbns.nb_flags", $"Name flags: 0x{flags:x4}", FieldValue.OfNumber(flags), start, 2);
            tree.Flag("nbns.nb_flags.group", "Group name", (flags & 0x8000) != 0, start, 2);
            tree.Number("nbns.nb_flags.ont", "Owner node type", (flags >> 13) & 3, start, 2);
            tree.End();
            tree.Raw(FieldKind.Ipv4, "nbns.addr", "Address", start + 2, 4);
        }
    }

    /// <summary>§4.2.18: the names that a host has, then its adapter's address and counters.</summary>
    private static void AddStatus(FieldTree tree, int at, ReadOnlySpan<byte> content)
    {
        var reader = new ByteReader(content);
        int names = reader.ReadByte();
        tree.Number("nbns.number_of_names", "Number of names", names, at, 1);
        for (var i = 0; i < names && reader.Remaining >= NameBytes + 2; i++)
        {
            var start = at + reader.Position;
            var name = reader.Take(NameBytes);
            var flags = reader.ReadUInt16();
            var shown = NetbiosNameKinds.ShowName(name[..(NameBytes - 1)]);
            tree.Begin("", $"{NetbiosNameKinds.Show(name)}", default, start, NameBytes + 2);
            tree.Text("nbns.netbios_name", "Name", shown, start, NameBytes);
            var place = start + NameBytes;
            tree.Begin("nbns.name_flags", $"Name flags: 0x{flags:x4}", FieldValue.OfNumber(flags), place, 2);
            tree.Flag("nbns.name_flags.group", "Group name", (flags & 0x8000) != 0, place, 2);
            tree.Number("nbns.name_flags.ont", "Owner node type", (flags >> 13) & 3, place, 2);
            tree.Flag("nbns.name_flags.drg", "Being deregistered", (flags & 0x1000) != 0, place, 2);
            tree.Flag("nbns.name_flags.cnf", "In conflict", (flags & 0x0800) != 0, place, 2);
            tree.Flag("nbns.name_flags.act", "Active", (flags & 0x0400) != 0, place, 2);
            tree.Flag("nbns.name_flags.prm", "Permanent node name", (flags & 0x0200) != 0, place, 2);
            tree.End();
            tree.End();
        }
        if (reader.Remaining >= 6)
        {
            tree.Raw(FieldKind.Ethernet, "nbns.unit_id", "Unit ID", at + reader.Position, 6);
        }
    }

    /// <summary>As the bytes have it: the sixteen bytes behind the letters, or what a pointer leads to.</summary>
    private static string NameAt(ReadOnlySpan<byte> bytes, int offset, bool withService)
    {
        var reader = new ByteReader(bytes);
        reader.Skip(offset);
        if (reader.Remaining >= 2 && (reader.Rest[0] & 0xC0) == 0xC0)
        {
            var target = reader.ReadUInt16() & ~Pointer;
            reader = new ByteReader(bytes);
            reader.Skip(target);
        }
        Span<byte> name = stackalloc byte[NameBytes];
        var letters = reader.Take(EncodedNameBytes);
        var text = System.Text.Encoding.Latin1.GetString(letters.IsEmpty ? letters : letters[1..^1]);
        if (!NetbiosName.TryRead(text, name))
        {
            return DnsName.ReadAsSent(bytes, offset);
        }
        var shown = NetbiosNameKinds.Show(name);
        return withService ? $"{shown} ({NetbiosNameKinds.Service(name[^1])})" : shown;
    }
}
