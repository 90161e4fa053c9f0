using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Kerberos;

/// <summary>The data of pre-authentication (RFC 4120 §5.2.7).</summary>
internal static class KerberosDataFields
{
    private const int TypeTag = 0xA1;
    private const int ValueTag = 0xA2;
    private const int ApplicationRequest = 1; // PA-TGS-REQ
    private const int EncryptedTimestamp = 2; // PA-ENC-TIMESTAMP
    private const int CipherInformation = 11; // PA-ETYPE-INFO
    private const int Fast = 136; // PA-FX-FAST
    private const int CipherInformation2 = 19; // PA-ETYPE-INFO2

    /// <param name="lines">Takes the lines.</param>
    /// <param name="list">A sequence of them; another content adds nothing.</param>
    public static void AddList(in DerLines lines, ReadOnlySpan<byte> list)
    {
        var items = new DerReader(new DerReader(list).Read(DerReader.Sequence));
        while (!items.IsAtEnd)
        {
            var fields = new DerReader(items.Read(DerReader.Sequence));
            var type = new DerReader(fields.ReadOptional(TypeTag)).Read(DerReader.Integer);
            var value = new DerReader(fields.ReadOptional(ValueTag)).Read(DerReader.OctetString);
            if (DerLines.Value(type) is { } number)
            {
                lines.Begin($"PA-DATA {number}", type);
                lines.Number("kerberos.padata_type", "padata-type", type);
                AddValue(lines, number, value);
                lines.Tree.End();
            }
        }
    }

    private static void AddValue(in DerLines lines, long type, ReadOnlySpan<byte> value)
    {
        lines.Bytes("kerberos.padata_value", "padata-value", value);
        switch (type)
        {
            case ApplicationRequest when KerberosToken(value):
                KerberosFields.AddMessage(lines, value);
                break;
            case EncryptedTimestamp when !value.IsEmpty:
                KerberosFields.AddEncrypted(lines, "PA-ENC-TIMESTAMP", value);
                break;
            case Fast when value is [0xA0, ..]:
                AddFast(lines, value);
                break;
            case CipherInformation:
            case CipherInformation2:
                var entries = new DerReader(new DerReader(value).Read(DerReader.Sequence));
                while (!entries.IsAtEnd)
                {
                    AddCipher(lines, new DerReader(entries.Read(DerReader.Sequence)), type);
                }
                break;
            default:
                break;
        }
    }

    /// <summary>RFC 6113 §5.4.2: <c>A0 { 30 { A0 armour, A1 checksum, A2 the encrypted request } }</c>, in a response <c>A0 { 30 { A0 the encrypted } }</c>.</summary>
    private static void AddFast(in DerLines lines, ReadOnlySpan<byte> value)
    {
        var fields = new DerReader(new DerReader(new DerReader(value).Read(0xA0)).Read(DerReader.Sequence));
        while (!fields.IsAtEnd)
        {
            var content = fields.Read(out var tag, out _);
            if (tag == 0xA2)
            {
                KerberosFields.AddEncrypted(lines, "enc-fast-req", content);
            }
            else if (tag == 0xA0 && IsEncrypted(content))
            {
                KerberosFields.AddEncrypted(lines, "enc-fast-rep", content);
            }
        }
    }

    /// <summary>A response has the encrypted in the place of the armour, which has no third field.</summary>
    private static bool IsEncrypted(ReadOnlySpan<byte> content)
    {
        var fields = new DerReader(new DerReader(content).Read(DerReader.Sequence));
        while (!fields.IsAtEnd)
        {
            fields.Read(out var tag, out _);
            if (tag == 0xA2)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>The data of a request for a ticket holds one message of its own, which holds none of these: no deep recursion.</summary>
    private static bool KerberosToken(ReadOnlySpan<byte> value) => value is [0x6E, ..];

    private static void AddCipher(in DerLines lines, DerReader fields, long type)
    {
        var cipher = new DerReader(fields.ReadOptional(0xA0)).Read(DerReader.Integer);
        KerberosFields.AddCipher(lines, "kerberos.etype", "etype", cipher);
        if (fields.NextTag == 0xA1)
        {
            var salt = new DerReader(fields.Read(0xA1));
            if (type == CipherInformation2)
            {
                lines.Text("kerberos.info2_salt", "salt", salt.Read(DerReader.GeneralString));
            }
            else
            {
                lines.Bytes("kerberos.info_salt", "salt", salt.Read(DerReader.OctetString));
            }
        }
    }
}
