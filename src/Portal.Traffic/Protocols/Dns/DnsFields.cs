using Portal.Traffic.Fields;
using Portal.Traffic.Packets;

namespace Portal.Traffic.Protocols.Dns;

/// <summary>A message of DNS, multicast DNS or LLMNR (RFC 1035 §4.1).</summary>
internal static class DnsFields
{
    /// <summary>Answers that the packet list names.</summary>
    private const int MaxAnswersInInfo = 8;

    /// <summary>A message of the protocol that the state names: <c>dns</c>, <c>mdns</c> or <c>llmnr</c>.</summary>
    public static void Add(FieldTree tree, in FieldMessage message) =>
        Add(tree, (string)message.State!, message.At, message.Bytes);

    public static bool Add(FieldTree tree, string protocol, int at, ReadOnlySpan<byte> bytes)
    {
        if (!DnsMessage.TryParse(bytes, isNetbios: false, out var message))
        {
            return false;
        }
        var kind = message.IsResponse ? "response" : "query";
        var operation = message.OperationCode == 0 ? "Standard query" : $"Operation {message.OperationCode}";
        tree.Protocol = protocol == "mdns" ? "MDNS" : protocol.ToUpperInvariant();
        tree.Info = $"{operation}{(message.IsResponse ? " response" : "")} 0x{message.Id:x4}";
        tree.BeginProtocol(protocol, $"Domain Name System ({kind})", at, bytes.Length, at + bytes.Length);
        tree.Hex("dns.id", "Transaction ID", message.Id, 4, at, 2);
        AddFlags(tree, at + 2, message);
        tree.Number("dns.count.queries", "Questions", message.QuestionCount, at + 4, 2);
        tree.Number("dns.count.answers", "Answer RRs", message.AnswerCount, at + 6, 2);
        tree.Number("dns.count.auth_rr", "Authority RRs", message.AuthorityCount, at + 8, 2);
        tree.Number("dns.count.add_rr", "Additional RRs", message.AdditionalCount, at + 10, 2);
        if (message.IsResponse && message.ResponseCode != 0)
        {
            var code = DnsNumbers.ResponseCodeName(message.ResponseCode);
            tree.Info += message.ResponseCode == 3 ? " No such name" : $" {code}";
        }
        foreach (var question in message.Questions)
        {
            AddQuestion(tree, at, bytes, question);
        }
        var named = 0;
        foreach (var resource in message.Resources)
        {
            AddResource(tree, at, bytes, resource, named++ < MaxAnswersInInfo);
        }
        if (message.Problem is { } problem)
        {
            tree.Note($"Malformed: {problem}");
        }
        tree.End();
        return true;
    }

    private static void AddFlags(FieldTree tree, int at, DnsMessage message)
    {
        var flags = message.Flags;
        tree.Begin("dns.flags", $"Flags: 0x{flags:x4}", FieldValue.OfNumber(flags), at, 2);
        tree.Add(
            "dns.flags.response",
            $"Response: {(message.IsResponse ? "message is a response" : "message is a query")}",
            FieldValue.OfBoolean(message.IsResponse),
            at,
            2
        );
        tree.Number("dns.flags.opcode", "Opcode", message.OperationCode, at, 2);
        if (message.IsResponse)
        {
            tree.Flag("dns.flags.authoritative", "Authoritative", message.IsAuthoritative, at, 2);
        }
        tree.Flag("dns.flags.truncated", "Truncated", message.IsTruncated, at, 2);
        tree.Flag("dns.flags.recdesired", "Recursion desired", message.IsRecursionDesired, at, 2);
        if (message.IsResponse)
        {
            tree.Flag("dns.flags.recavail", "Recursion available", message.IsRecursionAvailable, at, 2);
        }
        tree.Flag("dns.flags.z", "Z", (flags & 0x40) != 0, at, 2);
        if (message.IsResponse)
        {
            tree.Flag("dns.flags.authenticated", "Answer authenticated", (flags & 0x20) != 0, at, 2);
        }
        tree.Flag("dns.flags.checkdisable", "Non-authenticated data", (flags & 0x10) != 0, at, 2);
        if (message.IsResponse)
        {
            var name = DnsNumbers.ResponseCodeName(message.ResponseCode);
            tree.Named("dns.flags.rcode", "Reply code", name, message.ResponseCode, at, 2);
        }
        tree.End();
    }

    private static void AddQuestion(FieldTree tree, int at, ReadOnlySpan<byte> bytes, in DnsQuestion question)
    {
        var (start, length) = (at + question.Offset, question.Length);
        var name = Shown(DnsName.ReadAsSent(bytes, question.Offset));
        var type = DnsNumbers.TypeName(question.Type);
        tree.Info += $" {type} {name}";
        tree.Begin("", $"{name}: type {type}, class {DnsNumbers.ClassName(question.Class)}", default, start, length);
        tree.Text("dns.qry.name", "Name", name, start, length - 4);
        tree.Number("dns.qry.name.len", "Name Length", name.Length, start, length - 4);
        tree.Number(
            "dns.count.labels",
            "Label Count",
            name == "<Root>" ? 0 : name.Split('.').Length,
            start,
            length - 4
        );
        tree.Named("dns.qry.type", "Type", type, question.Type, start + length - 4, 2);
        tree.Hex("dns.qry.class", "Class", question.Class, 4, start + length - 2, 2);
        tree.End();
    }

    private static void AddResource(
        FieldTree tree,
        int at,
        ReadOnlySpan<byte> bytes,
        in DnsResource resource,
        bool inInfo
    )
    {
        var (start, data) = (at + resource.Offset, at + resource.DataOffset);
        var name = Shown(DnsName.ReadAsSent(bytes, resource.Offset));
        var type = DnsNumbers.TypeName(resource.Type);
        tree.Begin("", $"{name}: type {type} ({resource.Section})", default, start, resource.Length);
        tree.Text("dns.resp.name", "Name", name, start, Math.Max(resource.DataOffset - 10 - resource.Offset, 0));
        tree.Named("dns.resp.type", "Type", type, resource.Type, data - 10, 2);
        if (resource.Type != DnsNumbers.Opt)
        {
            tree.Hex("dns.resp.class", "Class", resource.Class, 4, data - 8, 2);
            tree.Number("dns.resp.ttl", "Time to live", resource.TimeToLive, data - 6, 4);
            tree.Number("dns.resp.len", "Data length", resource.DataLength, data - 2, 2);
        }
        var text = AddData(tree, at, bytes, resource);
        tree.End();
        if (inInfo)
        {
            tree.Info += text.Length == 0 ? $" {type}" : $" {type} {text}";
        }
    }

    private static string AddData(FieldTree tree, int at, ReadOnlySpan<byte> bytes, in DnsResource resource)
    {
        var (data, length) = (at + resource.DataOffset, resource.DataLength);
        var content = bytes.Slice(resource.DataOffset, length);
        switch (resource.Type)
        {
            case DnsNumbers.A when length == 4:
                tree.Raw(FieldKind.Ipv4, "dns.a", "Address", data, 4);
                return IpAddress.FromBytes(content).ToString();
            case DnsNumbers.Aaaa when length == 16:
                tree.Raw(FieldKind.Ipv6, "dns.aaaa", "AAAA Address", data, 16);
                return IpAddress.FromBytes(content).ToString();
            case DnsNumbers.Cname:
                return Name(tree, "dns.cname", "CNAME", bytes, resource, data, 0);
            case DnsNumbers.Ns:
                return Name(tree, "dns.ns", "Name Server", bytes, resource, data, 0);
            case DnsNumbers.Ptr:
                return Name(tree, "dns.ptr.domain_name", "Domain Name", bytes, resource, data, 0);
            case DnsNumbers.Soa:
                return Name(tree, "dns.soa.mname", "Primary name server", bytes, resource, data, 0);
            case DnsNumbers.Mx when length > 2:
                tree.Number("dns.mx.preference", "Preference", (content[0] << 8) | content[1], data, 2);
                return $"{(content[0] << 8) | content[1]} "
                    + Name(tree, "dns.mx.mail_exchange", "Mail Exchange", bytes, resource, data, 2);
            case DnsNumbers.Srv when length > 6:
                tree.Number("dns.srv.priority", "Priority", (content[0] << 8) | content[1], data, 2);
                tree.Number("dns.srv.weight", "Weight", (content[2] << 8) | content[3], data + 2, 2);
                tree.Number("dns.srv.port", "Port", (content[4] << 8) | content[5], data + 4, 2);
                return Name(tree, "dns.srv.target", "Target", bytes, resource, data, 6);
            case DnsNumbers.Txt:
                AddStrings(tree, content, data);
                return "";
            default:
                return "";
        }
    }

    private static string Name(
        FieldTree tree,
        string field,
        string label,
        ReadOnlySpan<byte> bytes,
        in DnsResource resource,
        int data,
        int skip
    )
    {
        var name = Shown(
            DnsName.ReadAsSent(bytes[..(resource.DataOffset + resource.DataLength)], resource.DataOffset + skip)
        );
        tree.Text(field, label, name, data + skip, resource.DataLength - skip);
        return name;
    }

    private static void AddStrings(FieldTree tree, ReadOnlySpan<byte> content, int at)
    {
        var reader = new ByteReader(content);
        while (reader.Remaining > 0)
        {
            var start = at + reader.Position;
            var text = reader.Take(reader.ReadByte());
            tree.Number("dns.txt.length", "TXT Length", text.Length, start, 1);
            tree.Text("dns.txt", "TXT", System.Text.Encoding.UTF8.GetString(text), start + 1, text.Length);
        }
    }

    private static string Shown(string name) => name.Length == 0 ? "<Root>" : name;
}
