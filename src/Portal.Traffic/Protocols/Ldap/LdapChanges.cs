using System.Text;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Ldap;

/// <summary>What a modification does (RFC 4511 §4.6), as <c>replace(attribute=value),add(attribute=value)</c>.</summary>
internal static class LdapChanges
{
    /// <summary>A row is for people: what is beyond is left out.</summary>
    private const int MaxCharacters = 4096;

    /// <summary>Attributes that hold passwords (MS-ADTS §3.1.1.3.1.5); their values are never kept.</summary>
    private static readonly string[] s_secret =
    [
        "unicodePwd",
        "userPassword",
        "dBCSPwd",
        "ntPwdHistory",
        "lmPwdHistory",
    ];

    /// <summary>Null when there is no change.</summary>
    public static string? Read(ReadOnlySpan<byte> changes)
    {
        var text = new StringBuilder();
        var reader = new DerReader(changes);
        while (!reader.IsAtEnd && text.Length < MaxCharacters)
        {
            var change = new DerReader(reader.Read(DerReader.Sequence));
            var operation = change.ReadInteger(DerReader.Enumerated) switch
            {
                0 => "add",
                1 => "delete",
                2 => "replace",
                3 => "increment",
                _ => "unknown",
            };
            var attribute = new DerReader(change.Read(DerReader.Sequence));
            var name = LdapText.Read(attribute.Read(DerReader.OctetString));
            var values = new DerReader(attribute.Read(DerReader.Set));
            if (change.Failed || attribute.Failed)
            {
                break;
            }
            text.Append(text.Length > 0 ? "," : "").Append(operation).Append('(').Append(name);
            var isSecret = s_secret.Contains(name, StringComparer.OrdinalIgnoreCase);
            for (var separator = '='; !values.IsAtEnd && text.Length < MaxCharacters; separator = ',')
            {
                var value = values.Read(DerReader.OctetString);
                text.Append(separator)
                    .Append(isSecret ? "REDACTED" : ZeekText.Decode(value[..Math.Min(value.Length, 256)]));
            }
            text.Append(')');
        }
        return text.Length > 0 ? text.ToString() : null;
    }
}
