using System.Collections.Frozen;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Portal.Traffic.Protocols.Ldap;

/// <summary>How an operation ended (RFC 4511 §4.1.9): <c>0A code, 04 entry that was found, 04 words of the server</c>.</summary>
/// <param name="Rest">Where the operation's own fields begin, from the content's beginning.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LdapResult(int Code, string? DiagnosticMessage, int Rest)
{
    private static readonly FrozenDictionary<int, string> s_names = ReadNames();

    /// <summary>As Zeek's <c>LDAP::RESULT_CODES</c> names it.</summary>
    public string Name => s_names.GetValueOrDefault(Code) ?? "unknown";

    public static bool TryParse(ReadOnlySpan<byte> content, out LdapResult result)
    {
        var reader = new DerReader(content);
        var code = reader.ReadInteger(DerReader.Enumerated);
        reader.Read(DerReader.OctetString);
        var message = reader.Read(DerReader.OctetString);
        result = new LdapResult(
            (int)code,
            message.IsEmpty ? null : LdapText.Read(message.TrimEnd((byte)0)),
            reader.Position
        );
        return !reader.Failed;
    }

    private static FrozenDictionary<int, string> ReadNames()
    {
        var names = new Dictionary<int, string>();
        var resource = $"{typeof(LdapResult).Namespace}.Results.csv";
        using var reader = new StreamReader(typeof(LdapResult).Assembly.GetManifestResourceStream(resource)!);
        reader.ReadLine(); // the columns' names
        while (reader.ReadLine()?.Split(',') is [var number, var name])
        {
            names.Add(int.Parse(number, CultureInfo.InvariantCulture), name);
        }
        return names.ToFrozenDictionary();
    }
}
