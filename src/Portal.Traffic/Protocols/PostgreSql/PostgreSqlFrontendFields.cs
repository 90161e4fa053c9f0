using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.PostgreSql;

/// <summary>What clients send, behind type and length.</summary>
internal static class PostgreSqlFrontendFields
{
    private const int PortalLetter = 'P';

    public static void Add(ref FieldCursor cursor, char type, PostgreSqlAnswer answer)
    {
        var tree = cursor.Tree;
        switch (type)
        {
            case 'p':
                AddAnswer(ref cursor, answer);
                break;
            case 'Q':
                tree.Info = PostgreSqlFields.Information("Query", cursor.TextToNul("pgsql.query", "Query"));
                break;
            case 'P':
                cursor.TextToNul("pgsql.statement", "Statement");
                tree.Info = PostgreSqlFields.Information("Parse", cursor.TextToNul("pgsql.query", "Query"));
                Repeat(ref cursor, "Parameters", "pgsql.oid.type", "Type OID", 4);
                break;
            case 'B':
                cursor.TextToNul("pgsql.portal", "Portal");
                cursor.TextToNul("pgsql.statement", "Statement");
                Repeat(ref cursor, "Parameter formats", "pgsql.format", "Format", 2);
                AddValues(ref cursor);
                Repeat(ref cursor, "Result formats", "pgsql.format", "Format", 2);
                break;
            case 'E':
                cursor.TextToNul("pgsql.portal", "Portal");
                cursor.Number("pgsql.returns", "Returns", 4);
                break;
            case 'D' or 'C':
                var isPortal = cursor.Read(1) == PortalLetter;
                cursor.TextToNul(isPortal ? "pgsql.portal" : "pgsql.statement", isPortal ? "Portal" : "Statement");
                break;
            case 'F':
                cursor.Number("pgsql.oid", "OID", 4);
                Repeat(ref cursor, "Parameter formats", "pgsql.format", "Format", 2);
                AddValues(ref cursor);
                cursor.Number("pgsql.format", "Format", 2);
                break;
            case 'd':
                cursor.Raw(FieldKind.Bytes, "pgsql.copydata", "Copy data", cursor.Remaining);
                break;
            case 'f':
                cursor.TextToNul("pgsql.error", "Error");
                break;
            default:
                break;
        }
    }

    /// <summary>A count of two bytes, then numbers of one size.</summary>
    public static void Repeat(ref FieldCursor cursor, string group, string name, string label, int size)
    {
        var place = cursor.At;
        var count = (int)cursor.Read(2);
        if (cursor.Failed)
        {
            return;
        }
        cursor.Tree.Begin("", $"{group}: {count}", default, place, 2);
        for (var i = 0; i < count && !cursor.Failed; i++)
        {
            cursor.Number(name, label, size);
        }
        cursor.Tree.End();
    }

    /// <summary>A value behind its length in four bytes; -1 stands for NULL.</summary>
    public static void AddValue(ref FieldCursor cursor)
    {
        var length = cursor.Signed("pgsql.val.length", "Column length", 4);
        if (length > 0)
        {
            cursor.Raw(FieldKind.Bytes, "pgsql.val.data", "Data", (int)length);
        }
    }

    private static void AddValues(ref FieldCursor cursor)
    {
        var place = cursor.At;
        var count = (int)cursor.Read(2);
        if (cursor.Failed)
        {
            return;
        }
        cursor.Tree.Begin("", $"Parameter values: {count}", default, place, 2);
        for (var i = 0; i < count && !cursor.Failed; i++)
        {
            AddValue(ref cursor);
        }
        cursor.Tree.End();
    }

    private static void AddAnswer(ref FieldCursor cursor, PostgreSqlAnswer answer)
    {
        switch (answer)
        {
            case PostgreSqlAnswer.Password:
                cursor.TextToNul("pgsql.password", "Password");
                break;
            case PostgreSqlAnswer.Gss:
                cursor.Raw(FieldKind.Bytes, "pgsql.auth.gssapi_sspi.data", "GSSAPI or SSPI data", cursor.Remaining);
                break;
            case PostgreSqlAnswer.SaslInitial:
                cursor.TextToNul("pgsql.auth.sasl.mech", "SASL authentication mechanism");
                var length = cursor.Signed("pgsql.auth.sasl.data.length", "SASL authentication data length", 4);
                if (length > 0)
                {
                    cursor.Raw(FieldKind.Bytes, "pgsql.auth.sasl.data", "SASL authentication data", (int)length);
                }
                break;
            default:
                cursor.Raw(FieldKind.Bytes, "pgsql.auth.sasl.data", "SASL authentication data", cursor.Remaining);
                break;
        }
    }
}
