using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Ldap;

/// <summary>What is inside an operation (RFC 4511 §4.2 to §4.13).</summary>
internal static class LdapOperationFields
{
    public static void Add(in DerLines lines, in LdapMessage message)
    {
        var fields = new DerReader(message.Content);
        switch (message.Operation)
        {
            case LdapOperation.BindRequest:
                AddBind(lines, fields);
                break;
            case LdapOperation.SearchRequest:
                AddSearch(lines, fields);
                break;
            case LdapOperation.SearchResultEntry:
                lines.Tree.Info +=
                    " " + lines.Text("ldap.objectName", "objectName", fields.Read(DerReader.OctetString));
                AddAttributes(lines, fields.Read(DerReader.Sequence));
                break;
            case LdapOperation.SearchResultReference:
                while (!fields.IsAtEnd)
                {
                    lines.Text("ldap.LDAPURL", "LDAPURL", fields.Read(DerReader.OctetString));
                }
                break;
            case LdapOperation.AddRequest:
                lines.Tree.Info += " " + lines.Text("ldap.entry", "entry", fields.Read(DerReader.OctetString));
                AddAttributes(lines, fields.Read(DerReader.Sequence));
                break;
            case LdapOperation.DeleteRequest:
                lines.Tree.Info += " " + lines.Text("ldap.delRequest", "delRequest", message.Content);
                break;
            case LdapOperation.ModifyRequest:
                lines.Tree.Info += " " + lines.Text("ldap.object", "object", fields.Read(DerReader.OctetString));
                AddChanges(lines, new DerReader(fields.Read(DerReader.Sequence)));
                break;
            case LdapOperation.ModifyDnRequest:
                lines.Tree.Info += " " + lines.Text("ldap.entry", "entry", fields.Read(DerReader.OctetString));
                lines.Text("ldap.newrdn", "newrdn", fields.Read(DerReader.OctetString));
                lines.Truth("ldap.deleteoldrdn", "deleteoldrdn", fields.Read(DerReader.Boolean));
                break;
            case LdapOperation.CompareRequest:
                lines.Tree.Info += " " + lines.Text("ldap.entry", "entry", fields.Read(DerReader.OctetString));
                break;
            case LdapOperation.ExtendedRequest:
                lines.Tree.Info += " " + lines.Text("ldap.requestName", "requestName", fields.Read(0x80));
                break;
            case LdapOperation.BindResponse:
            case LdapOperation.SearchResultDone:
            case LdapOperation.ModifyResponse:
            case LdapOperation.AddResponse:
            case LdapOperation.DeleteResponse:
            case LdapOperation.ModifyDnResponse:
            case LdapOperation.CompareResponse:
            case LdapOperation.ExtendedResponse:
                AddResult(lines, fields);
                break;
            default:
                break;
        }
    }

    /// <summary>§4.2.</summary>
    private static void AddBind(in DerLines lines, DerReader fields)
    {
        const int simple = 0x80;
        const int sasl = 0xA3;
        lines.Number("ldap.version", "version", fields.Read(DerReader.Integer));
        lines.Tree.Info += $" \"{lines.Text("ldap.name", "name", fields.Read(DerReader.OctetString))}\"";
        var content = fields.Read(out var tag, out var whole);
        if (fields.Failed)
        {
            return;
        }
        lines.Tree.Number("ldap.authentication", "authentication", tag & 0x1F, lines.Place(whole), whole.Length);
        if (tag == simple)
        {
            lines.Tree.Info += " simple";
            lines.Text("ldap.simple", "simple", content);
        }
        else if (tag == sasl)
        {
            var credentials = new DerReader(content);
            lines.Tree.Info += " sasl";
            lines.Text("ldap.mechanism", "mechanism", credentials.Read(DerReader.OctetString));
            if (credentials.NextTag == DerReader.OctetString)
            {
                lines.Bytes("ldap.credentials", "credentials", credentials.Read(DerReader.OctetString));
            }
        }
    }

    /// <summary>§4.5.1.</summary>
    private static void AddSearch(in DerLines lines, DerReader fields)
    {
        lines.Tree.Info += $" \"{lines.Text("ldap.baseObject", "baseObject", fields.Read(DerReader.OctetString))}\"";
        lines.Number("ldap.scope", "scope", fields.Read(DerReader.Enumerated));
        lines.Number("ldap.derefAliases", "derefAliases", fields.Read(DerReader.Enumerated));
        lines.Number("ldap.sizeLimit", "sizeLimit", fields.Read(DerReader.Integer));
        lines.Number("ldap.timeLimit", "timeLimit", fields.Read(DerReader.Integer));
        lines.Truth("ldap.typesOnly", "typesOnly", fields.Read(DerReader.Boolean));
        LdapFilterFields.Add(lines, ref fields);
        var list = fields.Read(DerReader.Sequence);
        var names = new DerReader(list);
        lines.Tree.Number("ldap.attributes", "attributes", Count(list), lines.Place(list), list.Length);
        while (!names.IsAtEnd)
        {
            lines.Text("ldap.AttributeDescription", "AttributeDescription", names.Read(DerReader.OctetString));
        }
    }

    /// <summary>§4.1.7: <c>30 { 04 type, 31 { 04 value … } }</c> each.</summary>
    private static void AddAttributes(in DerLines lines, ReadOnlySpan<byte> list)
    {
        lines.Tree.Begin(
            "ldap.attributes",
            "attributes",
            FieldValue.OfNumber(Count(list)),
            lines.Place(list),
            list.Length
        );
        var attributes = new DerReader(list);
        while (!attributes.IsAtEnd)
        {
            AddAttribute(lines, attributes.Read(DerReader.Sequence));
        }
        lines.Tree.End();
    }

    private static void AddAttribute(in DerLines lines, ReadOnlySpan<byte> content)
    {
        var fields = new DerReader(content);
        lines.Begin("Attribute", content);
        var type = lines.Text("ldap.type", "type", fields.Read(DerReader.OctetString));
        var values = fields.Read(DerReader.Set);
        lines.Tree.Number("ldap.vals", "vals", Count(values), lines.Place(values), values.Length);
        var each = new DerReader(values);
        while (!each.IsAtEnd)
        {
            LdapValueFields.Add(lines, type, "ldap.AttributeValue", each.Read(DerReader.OctetString), isText: false);
        }
        lines.Tree.End();
    }

    /// <summary>§4.6: <c>30 { 0A operation, attribute }</c> each.</summary>
    private static void AddChanges(in DerLines lines, DerReader changes)
    {
        while (!changes.IsAtEnd)
        {
            var fields = new DerReader(changes.Read(DerReader.Sequence));
            lines.Number("ldap.operation", "operation", fields.Read(DerReader.Enumerated));
            AddAttribute(lines, fields.Read(DerReader.Sequence));
        }
    }

    /// <summary>§4.1.9.</summary>
    private static void AddResult(in DerLines lines, DerReader fields)
    {
        const int referral = 0xA3;
        const int serverToken = 0x87;
        const int responseName = 0x8A;
        var code = lines.Number("ldap.resultCode", "resultCode", fields.Read(DerReader.Enumerated));
        lines.Tree.Info += $" result {code}";
        lines.Text("ldap.matchedDN", "matchedDN", fields.Read(DerReader.OctetString));
        lines.Text("ldap.errorMessage", "errorMessage", fields.Read(DerReader.OctetString));
        fields.ReadOptional(referral);
        if (fields.NextTag == serverToken)
        {
            lines.Bytes("ldap.serverSaslCreds", "serverSaslCreds", fields.Read(serverToken));
        }
        if (fields.NextTag == responseName)
        {
            lines.Text("ldap.responseName", "responseName", fields.Read(responseName));
        }
    }

    private static int Count(ReadOnlySpan<byte> list)
    {
        var count = 0;
        for (var reader = new DerReader(list); !reader.IsAtEnd; count++)
        {
            reader.Read(out _, out _);
        }
        return count;
    }
}
