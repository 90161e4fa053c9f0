using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Kerberos;

/// <summary>What a message of RFC 4120 §5 says in clear.</summary>
internal static class KerberosFields
{
    private const int ContextTag = 0xA0;
    private const int ApplicationTag = 0x60;

    public static void Add(FieldTree tree, in FieldMessage message)
    {
        tree.Protocol = "KRB5";
        tree.Info = "";
        tree.BeginProtocol("kerberos", "Kerberos", message.At, message.Bytes.Length, message.End);
        AddMessage(new DerLines(tree, message.At, message.Bytes), message.Bytes);
        tree.End();
    }

    /// <summary>A message, also one in the data of pre-authentication.</summary>
    internal static void AddMessage(in DerLines lines, ReadOnlySpan<byte> message)
    {
        var outer = new DerReader(message);
        var fields = new DerReader(new DerReader(outer.Read(out var tag, out _)).Read(DerReader.Sequence));
        var type = (KerberosMessageType)(tag - ApplicationTag);
        var name = Name(type, tag - ApplicationTag);
        lines.Tree.Info += lines.Tree.Info.Length == 0 ? name : "";
        lines.Begin(name, message);
        while (!fields.IsAtEnd)
        {
            var content = fields.Read(out var field, out _);
            switch (type)
            {
                case KerberosMessageType.AsRequest:
                case KerberosMessageType.TgsRequest:
                    AddRequestPart(lines, field - ContextTag, content);
                    break;
                case KerberosMessageType.AsResponse:
                case KerberosMessageType.TgsResponse:
                    AddResponsePart(lines, field - ContextTag, content);
                    break;
                case KerberosMessageType.ApplicationRequest:
                case KerberosMessageType.ApplicationResponse:
                    AddApplicationPart(lines, type, field - ContextTag, content);
                    break;
                case KerberosMessageType.Error:
                    KerberosErrorFields.AddPart(lines, field - ContextTag, content);
                    break;
                default:
                    if (field - ContextTag is 0 or 1)
                    {
                        AddHead(lines, field - ContextTag, content);
                    }
                    break;
            }
        }
        lines.Tree.End();
    }

    /// <summary>Version and type, which all messages but requests number from zero.</summary>
    internal static void AddHead(in DerLines lines, int field, ReadOnlySpan<byte> content)
    {
        var number = new DerReader(content).Read(DerReader.Integer);
        lines.Number(field == 0 ? "kerberos.pvno" : "kerberos.msg_type", field == 0 ? "pvno" : "msg-type", number);
    }

    private static void AddRequestPart(in DerLines lines, int field, ReadOnlySpan<byte> content)
    {
        switch (field)
        {
            case 1:
            case 2:
                AddHead(lines, field - 1, content);
                break;
            case 3:
                KerberosDataFields.AddList(lines, content);
                break;
            case 4:
                lines.Begin("req-body", content);
                var body = new DerReader(new DerReader(content).Read(DerReader.Sequence));
                while (!body.IsAtEnd)
                {
                    var part = body.Read(out var tag, out _);
                    AddBodyPart(lines, tag - ContextTag, part);
                }
                lines.Tree.End();
                break;
            default:
                break;
        }
    }

    private static void AddBodyPart(in DerLines lines, int field, ReadOnlySpan<byte> content)
    {
        var reader = new DerReader(content);
        switch (field)
        {
            case 0:
                AddOptions(lines, reader.Read(DerReader.BitString));
                break;
            case 1:
                AddName(lines, "cname", "kerberos.CNameString", content);
                break;
            case 2:
                lines.Text("kerberos.realm", "realm", reader.Read(DerReader.GeneralString));
                break;
            case 3:
                AddName(lines, "sname", "kerberos.SNameString", content);
                break;
            case 4:
                AddTime(lines, "kerberos.from", "from", content);
                break;
            case 5:
                AddTime(lines, "kerberos.till", "till", content);
                break;
            case 6:
                AddTime(lines, "kerberos.rtime", "rtime", content);
                break;
            case 7:
                var nonce = reader.Read(DerReader.Integer);
                if (DerLines.Value(nonce) is { } value)
                {
                    lines.Tree.Number("kerberos.nonce", "nonce", (uint)value, lines.Place(nonce), nonce.Length);
                }
                break;
            case 8:
                var types = new DerReader(reader.Read(DerReader.Sequence));
                while (!types.IsAtEnd)
                {
                    AddCipher(lines, "kerberos.ENCTYPE", "ENCTYPE", types.Read(DerReader.Integer));
                }
                break;
            case 10:
                AddEncrypted(lines, "enc-authorization-data", content);
                break;
            case 11:
                var tickets = new DerReader(reader.Read(DerReader.Sequence));
                while (!tickets.IsAtEnd)
                {
                    tickets.Read(out _, out var ticket);
                    AddTicket(lines, ticket);
                }
                break;
            default:
                break;
        }
    }

    /// <summary>§5.4.1; bits are counted from the left, behind the count of unused ones.</summary>
    private static void AddOptions(in DerLines lines, ReadOnlySpan<byte> bits)
    {
        if (bits.Length != 5)
        {
            return;
        }
        var flags = new FieldBlock(lines.Tree, lines.Place(bits) + 1, bits[1..], isLittleEndian: false);
        flags.Raw(FieldKind.Bytes, "kerberos.kdc_options", "kdc-options", 0, 4);
        flags.Flag("kerberos.KDCOptions.forwardable", "forwardable", 0, 4, 0x4000_0000);
        flags.Flag("kerberos.KDCOptions.forwarded", "forwarded", 0, 4, 0x2000_0000);
        flags.Flag("kerberos.KDCOptions.proxiable", "proxiable", 0, 4, 0x1000_0000);
        flags.Flag("kerberos.KDCOptions.renewable", "renewable", 0, 4, 0x0080_0000);
        flags.Flag("kerberos.KDCOptions.constrained.delegation", "constrained-delegation", 0, 4, 0x0002_0000);
        flags.Flag("kerberos.KDCOptions.canonicalize", "canonicalize", 0, 4, 0x0001_0000);
        flags.Flag("kerberos.KDCOptions.enc.tkt.in.skey", "enc-tkt-in-skey", 0, 4, 0x8);
        flags.Flag("kerberos.KDCOptions.renew", "renew", 0, 4, 0x2);
        flags.Flag("kerberos.KDCOptions.validate", "validate", 0, 4, 0x1);
    }

    private static void AddResponsePart(in DerLines lines, int field, ReadOnlySpan<byte> content)
    {
        switch (field)
        {
            case 0:
            case 1:
                AddHead(lines, field, content);
                break;
            case 2:
                KerberosDataFields.AddList(lines, content);
                break;
            case 3:
                lines.Text("kerberos.crealm", "crealm", new DerReader(content).Read(DerReader.GeneralString));
                break;
            case 4:
                AddName(lines, "cname", "kerberos.CNameString", content);
                break;
            case 5:
                AddTicket(lines, content);
                break;
            case 6:
                AddEncrypted(lines, "enc-part", content);
                break;
            default:
                break;
        }
    }

    private static void AddApplicationPart(
        in DerLines lines,
        KerberosMessageType type,
        int field,
        ReadOnlySpan<byte> content
    )
    {
        switch (field)
        {
            case 0:
            case 1:
                AddHead(lines, field, content);
                break;
            case 2 when type == KerberosMessageType.ApplicationResponse:
                AddEncrypted(lines, "enc-part", content);
                break;
            case 2:
                var bits = new DerReader(content).Read(DerReader.BitString);
                if (bits.Length == 5)
                {
                    lines.Bytes("kerberos.ap_options", "ap-options", bits[1..]);
                }
                break;
            case 3:
                AddTicket(lines, content);
                break;
            case 4:
                AddEncrypted(lines, "authenticator", content);
                break;
            default:
                break;
        }
    }

    /// <summary>§5.3.</summary>
    private static void AddTicket(in DerLines lines, ReadOnlySpan<byte> content)
    {
        lines.Begin("ticket", content);
        var fields = new DerReader(
            new DerReader(new DerReader(content).Read(ApplicationTag | 1)).Read(DerReader.Sequence)
        );
        while (!fields.IsAtEnd)
        {
            var part = fields.Read(out var tag, out _);
            switch (tag - ContextTag)
            {
                case 0:
                    lines.Number("kerberos.tkt_vno", "tkt-vno", new DerReader(part).Read(DerReader.Integer));
                    break;
                case 1:
                    lines.Text("kerberos.realm", "realm", new DerReader(part).Read(DerReader.GeneralString));
                    break;
                case 2:
                    AddName(lines, "sname", "kerberos.SNameString", part);
                    break;
                case 3:
                    AddEncrypted(lines, "enc-part", part);
                    break;
                default:
                    break;
            }
        }
        lines.Tree.End();
    }

    /// <summary>§5.2.9: <c>[0] cipher, [1] version of the key, [2] the encrypted</c>.</summary>
    internal static void AddEncrypted(in DerLines lines, string label, ReadOnlySpan<byte> content)
    {
        lines.Begin(label, content);
        var fields = new DerReader(new DerReader(content).Read(DerReader.Sequence));
        while (!fields.IsAtEnd)
        {
            var part = new DerReader(fields.Read(out var tag, out _));
            switch (tag - ContextTag)
            {
                case 0:
                    AddCipher(lines, "kerberos.etype", "etype", part.Read(DerReader.Integer));
                    break;
                case 1:
                    lines.Number("kerberos.kvno", "kvno", part.Read(DerReader.Integer));
                    break;
                case 2:
                    lines.Bytes("kerberos.cipher", "cipher", part.Read(DerReader.OctetString));
                    break;
                default:
                    break;
            }
        }
        lines.Tree.End();
    }

    internal static void AddCipher(in DerLines lines, string name, string label, ReadOnlySpan<byte> content)
    {
        if (DerLines.Value(content) is { } value)
        {
            var meaning = KerberosNumbers.Ciphers[(int)value];
            lines.Tree.Named(name, label, meaning, value, lines.Place(content), content.Length);
        }
    }

    /// <summary>§5.2.2.</summary>
    internal static void AddName(in DerLines lines, string label, string field, ReadOnlySpan<byte> content)
    {
        lines.Begin(label, content);
        var fields = new DerReader(new DerReader(content).Read(DerReader.Sequence));
        lines.Number("kerberos.name_type", "name-type", new DerReader(fields.Read(ContextTag)).Read(DerReader.Integer));
        var parts = new DerReader(new DerReader(fields.Read(ContextTag + 1)).Read(DerReader.Sequence));
        while (!parts.IsAtEnd)
        {
            lines.Text(
                field,
                field[(field.IndexOf('.', StringComparison.Ordinal) + 1)..],
                parts.Read(DerReader.GeneralString)
            );
        }
        lines.Tree.End();
    }

    internal static void AddTime(in DerLines lines, string name, string label, ReadOnlySpan<byte> content)
    {
        var text = new DerReader(content).Read(DerReader.GeneralizedTime);
        if (KerberosTime.Read(text) is { } time)
        {
            lines.Tree.Time(name, label, time, lines.Place(text), text.Length);
        }
    }

    private static string Name(KerberosMessageType type, int number) =>
        type switch
        {
            KerberosMessageType.AsRequest => "AS-REQ",
            KerberosMessageType.AsResponse => "AS-REP",
            KerberosMessageType.TgsRequest => "TGS-REQ",
            KerberosMessageType.TgsResponse => "TGS-REP",
            KerberosMessageType.ApplicationRequest => "AP-REQ",
            KerberosMessageType.ApplicationResponse => "AP-REP",
            KerberosMessageType.Error => "KRB Error",
            _ => $"Message {number}",
        };
}
