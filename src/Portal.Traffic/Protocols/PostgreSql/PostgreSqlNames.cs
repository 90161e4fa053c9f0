using System.Globalization;
using System.Text;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.PostgreSql;

/// <summary>Names of authentication methods and of the fields of errors and notices, as Zeek writes them.</summary>
internal static class PostgreSqlNames
{
    private const int MaxFields = 32;

    /// <summary>The number in AuthenticationRequest messages.</summary>
    public static string AuthenticationOf(uint method) =>
        method switch
        {
            2 => "KerberosV5",
            3 => "CleartextPassword",
            5 => "MD5Password",
            6 => "SCMCredential",
            7 => "GSSAPI",
            8 => "GSSAPIContinue",
            9 => "SSPI",
            10 => "SASL",
            11 => "SASLContinue",
            12 => "SASLFinal",
            _ => string.Create(CultureInfo.InvariantCulture, $"unknown-{method}"),
        };

    /// <summary>What Wireshark calls a client's message.</summary>
    public static string Frontend(char type, PostgreSqlAnswer answer) =>
        type switch
        {
            'p' => answer switch
            {
                PostgreSqlAnswer.Gss => "GSSResponse message",
                PostgreSqlAnswer.SaslInitial => "SASLInitialResponse message",
                PostgreSqlAnswer.Sasl => "SASLResponse message",
                _ => "Password message",
            },
            'Q' => "Simple query",
            'P' => "Parse",
            'B' => "Bind",
            'E' => "Execute",
            'D' => "Describe",
            'C' => "Close",
            'H' => "Flush",
            'S' => "Sync",
            'F' => "Function call",
            'd' => "Copy data",
            'c' => "Copy completion",
            'f' => "Copy failure",
            'X' => "Termination",
            _ => "Unknown",
        };

    /// <summary>What Wireshark calls a server's message.</summary>
    public static string Backend(char type) =>
        type switch
        {
            'R' => "Authentication request",
            'K' => "Backend key data",
            'S' => "Parameter status",
            '1' => "Parse completion",
            '2' => "Bind completion",
            '3' => "Close completion",
            'C' => "Command completion",
            't' => "Parameter description",
            'T' => "Row description",
            'D' => "Data row",
            'I' => "Empty query",
            'n' => "No data",
            'E' => "Error",
            'N' => "Notice",
            's' => "Portal suspended",
            'Z' => "Ready for query",
            'A' => "Notification",
            'V' => "Function call response",
            'G' => "CopyIn response",
            'H' => "CopyOut response",
            'd' => "Copy data",
            'c' => "Copy completion",
            'v' => "Negotiate protocol version",
            _ => "Unknown",
        };

    /// <summary>The field of a letter in an error or a notice, and its label; letters without one are text.</summary>
    public static (string Name, string Label) NoticeField(char letter) =>
        letter switch
        {
            'S' => ("pgsql.severity", "Severity"),
            'C' => ("pgsql.code", "Code"),
            'M' => ("pgsql.message", "Message"),
            'D' => ("pgsql.detail", "Detail"),
            'H' => ("pgsql.hint", "Hint"),
            'P' => ("pgsql.position", "Position"),
            'p' => ("pgsql.internal_position", "Position (Internal)"),
            'q' => ("pgsql.internal_query", "Query (Internal)"),
            'W' => ("pgsql.where", "Context"),
            's' => ("pgsql.schema_name", "Schema"),
            't' => ("pgsql.table_name", "Table"),
            'c' => ("pgsql.column_name", "Column"),
            'd' => ("pgsql.type_name", "Type"),
            'n' => ("pgsql.constraint_name", "Constraint"),
            'F' => ("pgsql.file", "File"),
            'L' => ("pgsql.line", "Line"),
            'R' => ("pgsql.routine", "Routine"),
            _ => ("pgsql.text", "Text"),
        };

    /// <summary>"Error and Notice Message Fields" of the manual: a letter and a text with NUL each, joined as <c>Name=text</c>.</summary>
    public static string Fields(ReadOnlySpan<byte> body)
    {
        var text = new StringBuilder();
        for (var i = 0; i < MaxFields && body is [not 0, ..]; i++)
        {
            var end = body[1..].IndexOf((byte)0);
            if (end < 0)
            {
                break;
            }
            text.Append(text.Length == 0 ? "" : ",").Append(FieldOf(body[0])).Append('=');
            text.Append(ZeekText.Decode(body.Slice(1, end)));
            body = body[(end + 2)..];
        }
        return text.ToString();
    }

    private static string FieldOf(byte letter) =>
        (char)letter switch
        {
            'S' => "SeverityLocalized",
            'V' => "Severity",
            'C' => "Code",
            'M' => "Message",
            'D' => "Detail",
            'H' => "Hint",
            'P' => "Position",
            'p' => "InternalPosition",
            'q' => "InternalQuery",
            'W' => "Where",
            's' => "Schema",
            't' => "Table",
            'c' => "Column",
            'd' => "Data",
            'n' => "Constraint",
            'F' => "File",
            'L' => "Line",
            'R' => "Routine",
            var other => char.IsAsciiLetterOrDigit(other) ? other.ToString() : "unknown",
        };
}
