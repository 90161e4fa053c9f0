using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.PostgreSql;

/// <summary>What servers send, behind type and length.</summary>
internal static class PostgreSqlBackendFields
{
    public static void Add(ref FieldCursor cursor, char type)
    {
        var tree = cursor.Tree;
        switch (type)
        {
            case 'R':
                AddAuthentication(ref cursor);
                break;
            case 'K':
                cursor.Number("pgsql.pid", "PID", 4);
                cursor.Number("pgsql.key", "Key", 4);
                break;
            case 'S':
                cursor.TextToNul("pgsql.parameter_name", "Parameter name");
                cursor.TextToNul("pgsql.parameter_value", "Parameter value");
                break;
            case 't':
                PostgreSqlFrontendFields.Repeat(ref cursor, "Parameters", "pgsql.oid.type", "Type OID", 4);
                break;
            case 'T':
                AddColumns(ref cursor);
                break;
            case 'D':
                AddRow(ref cursor);
                break;
            case 'C':
                tree.Info = PostgreSqlFields.Information("Command completion", cursor.TextToNul("pgsql.tag", "Tag"));
                break;
            case 'Z':
                cursor.Named("pgsql.status", "Status", StatusOf, 1);
                break;
            case 'E' or 'N':
                AddNotice(ref cursor, type == 'E' ? "Error" : "Notice");
                break;
            case 'A':
                cursor.Number("pgsql.pid", "PID", 4);
                cursor.TextToNul("pgsql.condition", "Condition");
                if (cursor.Rest is [not 0, ..])
                {
                    cursor.TextToNul("pgsql.text", "Text");
                }
                break;
            case 'G' or 'H' or 'W':
                cursor.Number("pgsql.format", "Format", 1);
                PostgreSqlFrontendFields.Repeat(ref cursor, "Columns", "pgsql.format", "Format", 2);
                break;
            case 'd':
                cursor.Raw(FieldKind.Bytes, "pgsql.copydata", "Copy data", cursor.Remaining);
                break;
            case 'V':
                PostgreSqlFrontendFields.AddValue(ref cursor);
                break;
            case 'v':
                AddVersion(ref cursor);
                break;
            default:
                break;
        }
    }

    private static void AddAuthentication(ref FieldCursor cursor)
    {
        const int cryptSalt = 2;
        const int md5Salt = 4;
        var method = cursor.Named("pgsql.authtype", "Authentication type", NameOf, 4);
        switch (method)
        {
            case 4:
                cursor.Raw(FieldKind.Bytes, "pgsql.salt", "Salt value", cryptSalt);
                break;
            case 5:
                cursor.Raw(FieldKind.Bytes, "pgsql.salt", "Salt value", md5Salt);
                break;
            case 8:
                cursor.Raw(FieldKind.Bytes, "pgsql.auth.gssapi_sspi.data", "GSSAPI or SSPI data", cursor.Remaining);
                break;
            case 10:
                while (cursor.Rest is [not 0, ..])
                {
                    cursor.TextToNul("pgsql.auth.sasl.mech", "SASL authentication mechanism");
                }
                break;
            case 11 or 12:
                cursor.Raw(FieldKind.Bytes, "pgsql.auth.sasl.data", "SASL authentication data", cursor.Remaining);
                break;
            default:
                break;
        }
    }

    private static void AddColumns(ref FieldCursor cursor)
    {
        var count = (int)cursor.Number("pgsql.field.count", "Field count", 2);
        for (var i = 0; i < count && !cursor.Failed; i++)
        {
            cursor.TextToNul("pgsql.col.name", "Column name");
            cursor.Number("pgsql.oid.table", "Table OID", 4);
            cursor.Number("pgsql.col.index", "Column index", 2);
            cursor.Number("pgsql.oid.type", "Type OID", 4);
            cursor.Signed("pgsql.val.length", "Column length", 2);
            cursor.Signed("pgsql.col.typemod", "Type modifier", 4);
            cursor.Number("pgsql.format", "Format", 2);
        }
    }

    private static void AddRow(ref FieldCursor cursor)
    {
        var count = (int)cursor.Number("pgsql.field.count", "Field count", 2);
        for (var i = 0; i < count && !cursor.Failed; i++)
        {
            PostgreSqlFrontendFields.AddValue(ref cursor);
        }
    }

    /// <summary>A letter and a text each ("Error and Notice Message Fields").</summary>
    private static void AddNotice(ref FieldCursor cursor, string kind)
    {
        while (cursor.Rest is [not 0, ..])
        {
            var letter = (char)cursor.Read(1);
            var (name, label) = PostgreSqlNames.NoticeField(letter);
            var text = cursor.TextToNul(name, label);
            if (letter == 'M')
            {
                cursor.Tree.Info = PostgreSqlFields.Information(kind, text);
            }
        }
    }

    private static void AddVersion(ref FieldCursor cursor)
    {
        cursor.Number("pgsql.version_supported_minor", "Supported minor version", 4);
        var count = cursor.Signed("pgsql.number_nonsupported_options", "Number nonsupported options", 4);
        for (var i = 0L; i < count && !cursor.Failed; i++)
        {
            cursor.TextToNul("pgsql.nonsupported_option", "Nonsupported option");
        }
    }

    private static string StatusOf(ulong status) =>
        (char)status switch
        {
            'I' => "Idle",
            'T' => "In a transaction",
            'E' => "In a failed transaction",
            _ => "Unknown",
        };

    private static string NameOf(ulong method) =>
        method == 0 ? "Success" : PostgreSqlNames.AuthenticationOf((uint)method);
}
