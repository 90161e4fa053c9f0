using System.Globalization;
using System.Text;

namespace Portal.Traffic.Protocols.Tls.Certificates;

/// <summary>
/// The name of a subject or issuer as RFC 2253 text in OpenSSL's spelling: last part first, short attribute names, bytes
/// outside ASCII as <c>\C3\A9</c>, values of unknown attributes or types as <c>#</c> and the hexadecimal of their DER.
/// </summary>
internal readonly record struct DistinguishedName(string Text, string? CommonName)
{
    /// <summary>Real names have under ten; the rest of a longer one is not read.</summary>
    private const int MaxParts = 64;

    private const int Utf8String = 0x0C;
    private const int NumericString = 0x12;
    private const int PrintableString = 0x13;
    private const int TeletexString = 0x14;
    private const int Ia5String = 0x16;
    private const int VisibleString = 0x1A;
    private const int UniversalString = 0x1C;
    private const int BmpString = 0x1E;

    private static readonly UTF32Encoding s_utf32 = new(bigEndian: true, byteOrderMark: false);

    /// <summary>Reads a <c>Name</c>'s content (RFC 5280 §4.1.2.4); false if it is not one.</summary>
    public static bool TryParse(ReadOnlySpan<byte> name, out DistinguishedName result)
    {
        result = default;
        var parts = new List<(string Text, int Set)>();
        string? commonName = null;
        var sets = new DerReader(name);
        for (var set = 0; !sets.IsAtEnd && parts.Count < MaxParts; set++)
        {
            var attributes = new DerReader(sets.Read(DerReader.Set));
            while (!attributes.IsAtEnd && parts.Count < MaxParts)
            {
                var attribute = new DerReader(attributes.Read(DerReader.Sequence));
                var type = attribute.Read(DerReader.ObjectIdentifier);
                var value = attribute.Read(out var tag, out var whole);
                if (attribute.Failed)
                {
                    return false;
                }
                var known = ObjectIdentifier.Find(type);
                var text = known is null ? null : Characters(tag, value);
                if (known?.ShortName == "CN" && text is not null)
                {
                    commonName = text; // the last one counts, as for Zeek
                }
                var shown = text is null ? $"#{Convert.ToHexString(whole)}" : Escape(text);
                parts.Add(($"{known?.ShortName ?? ObjectIdentifier.Dotted(type)}={shown}", set));
            }
            if (attributes.Failed)
            {
                return false;
            }
        }
        if (sets.Failed)
        {
            return false;
        }

        var line = new StringBuilder();
        for (var i = parts.Count - 1; i >= 0; i--)
        {
            line.Append(parts[i].Text);
            if (i > 0)
            {
                line.Append(parts[i].Set == parts[i - 1].Set ? '+' : ',');
            }
        }
        result = new DistinguishedName(line.ToString(), commonName);
        return true;
    }

    private static string? Characters(int tag, ReadOnlySpan<byte> value) =>
        tag switch
        {
            Utf8String => WireText.Decode(value),
            NumericString or PrintableString or TeletexString or Ia5String or VisibleString =>
                Encoding.Latin1.GetString(value),
            BmpString when value.Length % 2 == 0 => Encoding.BigEndianUnicode.GetString(value),
            UniversalString when value.Length % 4 == 0 => s_utf32.GetString(value),
            DerReader.UtcTime or DerReader.GeneralizedTime => Encoding.Latin1.GetString(value),
            _ => null,
        };

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var i = 0; i < bytes.Length; i++)
        {
            var value = (char)bytes[i];
            var isEdge = (i == 0 && value is '#' or ' ') || (i == bytes.Length - 1 && value == ' ');
            if (value is < ' ' or > '~')
            {
                escaped.Append(CultureInfo.InvariantCulture, $"\\{(int)value:X2}");
            }
            else if (isEdge || value is ',' or '+' or '"' or '<' or '>' or ';' or '\\')
            {
                escaped.Append('\\').Append(value);
            }
            else
            {
                escaped.Append(value);
            }
        }
        return escaped.ToString();
    }
}
