using System.Text;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Snmp;

/// <summary>An SNMP message (RFC 1157 §4, RFC 3412 §6): version, community, and of its PDU the numbers and the variables.</summary>
internal static class SnmpFields
{
    private const int IpAddressTag = 0x40;
    private const int CounterTag = 0x41;
    private const int GaugeTag = 0x42;
    private const int TimeTicksTag = 0x43;
    private const int Counter64Tag = 0x46;

    public static void Add(FieldTree tree, in FieldMessage message)
    {
        var at = message.At;
        var bytes = message.Bytes;
        if (!SnmpMessage.TryParse(bytes, out var parsed))
        {
            return;
        }
        tree.Protocol = "SNMP";
        tree.Info = parsed.Pdu.ToString();
        tree.BeginProtocol("snmp", "Simple Network Management Protocol", at, bytes.Length, message.End);
        var outer = new DerReader(bytes);
        var content = outer.Read(out _, out _);
        var reader = new DerReader(content);
        var version = new Element(bytes, at, reader.Read(DerReader.Integer));
        var label = $"version ({parsed.VersionName})";
        if (parsed.Version == SnmpMessage.Version3)
        {
            tree.Number("snmp.msgVersion", label, parsed.Version, version.At, version.Length);
            AddVersion3(tree, at, bytes, ref reader, parsed);
        }
        else
        {
            tree.Number("snmp.version", label, parsed.Version, version.At, version.Length);
            var community = reader.Read(DerReader.OctetString);
            var place = new Element(bytes, at, community);
            tree.Text("snmp.community", "community", Encoding.UTF8.GetString(community), place.At, place.Length);
            AddPdu(tree, at, bytes, ref reader, parsed);
        }
        tree.End();
    }

    /// <summary>RFC 3412 §6, and RFC 3414 §2.4 for the security parameters of users.</summary>
    private static void AddVersion3(
        FieldTree tree,
        int at,
        ReadOnlySpan<byte> bytes,
        ref DerReader reader,
        SnmpMessage message
    )
    {
        var header = new DerReader(reader.Read(DerReader.Sequence));
        AddInteger(tree, "snmp.msgID", "msgID", at, bytes, ref header);
        AddInteger(tree, "snmp.msgMaxSize", "msgMaxSize", at, bytes, ref header);
        AddOctets(tree, "snmp.msgFlags", "msgFlags", at, bytes, ref header);
        AddInteger(tree, "snmp.msgSecurityModel", "msgSecurityModel", at, bytes, ref header);
        var security = new DerReader(reader.Read(DerReader.OctetString));
        var user = new DerReader(security.Read(DerReader.Sequence));
        AddOctets(tree, "snmp.msgAuthoritativeEngineID", "msgAuthoritativeEngineID", at, bytes, ref user);
        AddInteger(tree, "snmp.msgAuthoritativeEngineBoots", "msgAuthoritativeEngineBoots", at, bytes, ref user);
        AddInteger(tree, "snmp.msgAuthoritativeEngineTime", "msgAuthoritativeEngineTime", at, bytes, ref user);
        var name = user.Read(DerReader.OctetString);
        if (!user.Failed)
        {
            var place = new Element(bytes, at, name);
            tree.Text("snmp.msgUserName", "msgUserName", Encoding.UTF8.GetString(name), place.At, place.Length);
        }
        if (message.Pdu != SnmpPdu.Encrypted)
        {
            var scoped = new DerReader(reader.Read(DerReader.Sequence));
            scoped.Read(DerReader.OctetString); // engine
            scoped.Read(DerReader.OctetString); // context
            AddPdu(tree, at, bytes, ref scoped, message);
        }
    }

    private static void AddOctets(
        FieldTree tree,
        string name,
        string label,
        int at,
        ReadOnlySpan<byte> bytes,
        ref DerReader reader
    )
    {
        var content = reader.Read(DerReader.OctetString);
        if (!content.IsEmpty)
        {
            var place = new Element(bytes, at, content);
            tree.Raw(FieldKind.Bytes, name, label, place.At, place.Length);
        }
    }

    private static void AddPdu(
        FieldTree tree,
        int at,
        ReadOnlySpan<byte> bytes,
        ref DerReader reader,
        SnmpMessage message
    )
    {
        var tag = reader.NextTag;
        var content = reader.Read(out _, out var whole);
        var place = new Element(bytes, at, whole);
        tree.Begin(
            "snmp.data",
            $"data: {message.Pdu}",
            FieldValue.OfNumber(tag - (int)SnmpPdu.GetRequest),
            place.At,
            place.Length
        );
        var pdu = new DerReader(content);
        if (message.Pdu == SnmpPdu.TrapV1)
        {
            AddOid(tree, "snmp.enterprise", "enterprise", at, bytes, pdu.Read(DerReader.ObjectIdentifier));
            var agent = new Element(bytes, at, pdu.Read(out _, out _));
            tree.Raw(FieldKind.Ipv4, "snmp.agent_addr", "agent-addr", agent.At, agent.Length);
            AddInteger(tree, "snmp.generic_trap", "generic-trap", at, bytes, ref pdu);
            AddInteger(tree, "snmp.specific_trap", "specific-trap", at, bytes, ref pdu);
            AddInteger(tree, "snmp.time_stamp", "time-stamp", at, bytes, ref pdu, TimeTicksTag);
        }
        else
        {
            var isBulk = message.Pdu == SnmpPdu.GetBulkRequest;
            AddInteger(tree, "snmp.request_id", "request-id", at, bytes, ref pdu);
            AddInteger(tree, isBulk ? "snmp.non_repeaters" : "snmp.error_status", "error-status", at, bytes, ref pdu);
            AddInteger(tree, isBulk ? "snmp.max_repetitions" : "snmp.error_index", "error-index", at, bytes, ref pdu);
        }
        AddBindings(tree, at, bytes, pdu.Read(out _, out var list), list, message.Bindings);
        tree.End();
    }

    private static void AddBindings(
        FieldTree tree,
        int at,
        ReadOnlySpan<byte> bytes,
        ReadOnlySpan<byte> content,
        ReadOnlySpan<byte> list,
        int count
    )
    {
        var place = new Element(bytes, at, list);
        tree.Begin(
            "snmp.variable_bindings",
            $"variable-bindings: {Plural.Of(count, "item", "items")}",
            FieldValue.OfNumber(count),
            place.At,
            place.Length
        );
        var bindings = new DerReader(content);
        while (!bindings.IsAtEnd)
        {
            var binding = new DerReader(bindings.Read(out _, out _));
            var name = binding.Read(DerReader.ObjectIdentifier);
            var value = binding.Read(out var tag, out _);
            if (bindings.Failed || binding.Failed)
            {
                break;
            }
            var text = AddOid(tree, "snmp.name", "Object Name", at, bytes, name);
            tree.Info += $" {text}";
            AddValue(tree, at, bytes, tag, value);
        }
        tree.End();
    }

    private static void AddValue(FieldTree tree, int at, ReadOnlySpan<byte> bytes, int tag, ReadOnlySpan<byte> value)
    {
        var place = new Element(bytes, at, value);
        switch (tag)
        {
            case DerReader.OctetString when !value.IsEmpty:
                tree.Raw(FieldKind.Bytes, "snmp.value.octets", "Value (OctetString)", place.At, place.Length);
                break;
            case DerReader.ObjectIdentifier:
                AddOid(tree, "snmp.value.oid", "Value (OID)", at, bytes, value);
                break;
            case IpAddressTag when value.Length == 4:
                tree.Raw(FieldKind.Ipv4, "snmp.value.ipv4", "Value (IpAddress)", place.At, 4);
                break;
            case DerReader.Integer when value.Length is > 0 and <= 8:
                long signed = (sbyte)value[0];
                tree.Number("snmp.value.int", "Value (Integer32)", Join(signed, value[1..]), place.At, place.Length);
                break;
            case CounterTag or GaugeTag or TimeTicksTag or Counter64Tag when value.Length is > 0 and <= 9:
                var name = tag switch
                {
                    CounterTag or Counter64Tag => "snmp.value.counter",
                    GaugeTag => "snmp.value.g32",
                    _ => "snmp.value.timeticks",
                };
                tree.Number(name, "Value", (ulong)Join(0, value), place.At, place.Length);
                break;
            default:
                break;
        }
    }

    private static long Join(long start, ReadOnlySpan<byte> bytes)
    {
        foreach (var octet in bytes)
        {
            start = (start << 8) | octet;
        }
        return start;
    }

    private static void AddInteger(
        FieldTree tree,
        string name,
        string label,
        int at,
        ReadOnlySpan<byte> bytes,
        ref DerReader reader,
        int tag = DerReader.Integer
    )
    {
        var content = reader.Read(tag);
        if (reader.Failed || content.IsEmpty)
        {
            return;
        }
        var place = new Element(bytes, at, content);
        var value = tag == DerReader.Integer ? Join((sbyte)content[0], content[1..]) : Join(0, content);
        tree.Number(name, label, value, place.At, place.Length);
    }

    private static string AddOid(
        FieldTree tree,
        string name,
        string label,
        int at,
        ReadOnlySpan<byte> bytes,
        ReadOnlySpan<byte> content
    )
    {
        var place = new Element(bytes, at, content);
        var text = DerReader.Dotted(content);
        tree.Text(name, label, text, place.At, place.Length);
        return text;
    }

    /// <summary>Where a part of the message stands in the view.</summary>
    private readonly ref struct Element
    {
        public Element(ReadOnlySpan<byte> message, int at, ReadOnlySpan<byte> part)
        {
            At = !part.IsEmpty && message.Overlaps(part, out var offset) ? at + offset : at;
            Length = part.Length;
        }

        public int At { get; }
        public int Length { get; }
    }
}
