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
