using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Kerberos;

/// <summary>An error (RFC 4120 §5.9.1).</summary>
internal static class KerberosErrorFields
{
    private const int PreauthenticationRequired = 25;
    private const int DataTag = 0xAC; // [12]

    public static void AddPart(in DerLines lines, int field, ReadOnlySpan<byte> content)
    {
        var reader = new DerReader(content);
        switch (field)
        {
            case 0:
            case 1:
                KerberosFields.AddHead(lines, field, content);
                break;
            case 2:
                KerberosFields.AddTime(lines, "kerberos.ctime", "ctime", content);
                break;
            case 3:
                lines.Number("kerberos.cusec", "cusec", reader.Read(DerReader.Integer));
                break;
            case 4:
                KerberosFields.AddTime(lines, "kerberos.stime", "stime", content);
                break;
            case 5:
                lines.Number("kerberos.susec", "susec", reader.Read(DerReader.Integer));
                break;
            case 6:
                AddCode(lines, reader.Read(DerReader.Integer));
                break;
            case 7:
                lines.Text("kerberos.crealm", "crealm", reader.Read(DerReader.GeneralString));
                break;
            case 8:
                KerberosFields.AddName(lines, "cname", "kerberos.CNameString", content);
                break;
            case 9:
                lines.Text("kerberos.realm", "realm", reader.Read(DerReader.GeneralString));
                break;
            case 10:
                KerberosFields.AddName(lines, "sname", "kerberos.SNameString", content);
                break;
            case 11:
                lines.Text("kerberos.e_text", "e-text", reader.Read(DerReader.GeneralString));
                break;
            case DataTag - 0xA0:
                var data = reader.Read(DerReader.OctetString);
                lines.Bytes("kerberos.e_data", "e-data", data);
                // What the server would accept as a proof, in the same shape as a request has it.
                KerberosDataFields.AddList(lines, data);
                break;
            default:
                break;
        }
    }

    private static void AddCode(in DerLines lines, ReadOnlySpan<byte> content)
    {
        if (DerLines.Value(content) is { } code)
        {
            var name =
                code == PreauthenticationRequired ? "KDC_ERR_PREAUTH_REQUIRED" : KerberosNumbers.Errors[(int)code];
            lines.Tree.Named("kerberos.error_code", "error-code", name, code, lines.Place(content), content.Length);
            lines.Tree.Info += $": {name}";
        }
    }
}
