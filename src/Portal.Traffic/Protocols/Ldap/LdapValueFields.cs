using System.Globalization;
using System.Text;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Ldap;

/// <summary>The value of an attribute: some are known to be object identifiers, GUIDs or SIDs (MS-ADA1 to MS-ADA3).</summary>
internal static class LdapValueFields
{
    private const int GuidBytes = 16;

    /// <param name="lines">Takes the line.</param>
    /// <param name="type">Name of the attribute.</param>
    /// <param name="field">For a value of a type that is not known.</param>
    /// <param name="value">Its bytes.</param>
    /// <param name="isText">Such a value is shown as text.</param>
    public static void Add(in DerLines lines, string type, string field, ReadOnlySpan<byte> value, bool isText)
    {
        switch (type.ToLowerInvariant())
        {
            case "supportedcontrol" when !isText:
            case "supportedcapabilities" when !isText:
            case "supportedextension" when !isText:
                lines.Text("ldap.oid", "OID", value);
                break;
            case "objectguid" or "domainguid" when value.Length == GuidBytes:
                lines.Tree.Raw(FieldKind.Guid, "ldap.guid", "GUID", lines.Place(value), GuidBytes);
                break;
            case "objectsid" or "domainsid" when Sid(value) is { } sid:
                lines.Tree.Text("ldap.sid", "SID", sid, lines.Place(value), value.Length);
                break;
            case "ntversion" or "ntver" when isText:
            case "ntsecuritydescriptor" when !isText:
                lines.Tree.Note($"{type}: {value.Length} bytes", lines.Place(value), value.Length);
                break;
            default:
                if (isText)
                {
                    lines.Text(field, "assertionValue", value);
                }
                else
                {
                    lines.Bytes(field, "AttributeValue", value);
                }
                break;
        }
    }

    /// <summary>MS-DTYP §2.4.2.2: <c>revision, count, 48 bits of authority, little-endian parts</c>; null when it is none.</summary>
    private static string? Sid(ReadOnlySpan<byte> value)
    {
        const int headBytes = 8;
        if (value.Length < headBytes || value[0] != 1 || value.Length != headBytes + (4 * value[1]))
        {
            return null;
        }
        var reader = new ByteReader(value[2..]);
        var authority = ((ulong)reader.ReadUInt16() << 32) | reader.ReadUInt32();
        var text = new StringBuilder("S-1-").Append(authority.ToString(CultureInfo.InvariantCulture));
        while (reader.Remaining > 0)
        {
            text.Append('-').Append(reader.ReadUInt32LittleEndian().ToString(CultureInfo.InvariantCulture));
        }
        return text.ToString();
    }
}
