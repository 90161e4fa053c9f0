using System.Text;

namespace Portal.Traffic.Protocols.Ldap;

/// <summary>A search's filter (RFC 4511 §4.5.1.7) in the notation of RFC 4515.</summary>
internal static class LdapFilter
{
    /// <summary>Deeper ones serve nobody but those who would have the reader recurse; what is below is written as <c>…</c>.</summary>
    private const int MaxDepth = 64;

    /// <summary>A filter may have thousands of parts; what is beyond is written as <c>…</c> too.</summary>
    private const int MaxCharacters = 64 * 1024;

    private const int And = 0xA0;
    private const int Or = 0xA1;
    private const int Not = 0xA2;
    private const int Equal = 0xA3;
    private const int Substrings = 0xA4;
    private const int GreaterOrEqual = 0xA5;
    private const int LessOrEqual = 0xA6;
    private const int Present = 0x87;
    private const int Approximate = 0xA8;
    private const int Extensible = 0xA9;

    /// <summary>Null when the filter is broken.</summary>
    public static string? Read(ref DerReader reader)
    {
        var text = new StringBuilder();
        Append(text, ref reader, 0);
        return reader.Failed ? null : text.ToString();
    }

    private static void Append(StringBuilder text, ref DerReader reader, int depth)
    {
        if (depth == MaxDepth || text.Length > MaxCharacters)
        {
            reader.Read(out _, out _);
            text.Append("(…)");
            return;
        }
        var content = new DerReader(reader.Read(out var tag, out var whole));
        text.Append('(');
        switch (tag)
        {
            case And:
            case Or:
            case Not:
                text.Append(
                    tag switch
                    {
                        And => '&',
                        Or => '|',
                        _ => '!',
                    }
                );
                while (!content.IsAtEnd)
                {
                    if (text.Length > MaxCharacters)
                    {
                        text.Append('…');
                        break;
                    }
                    Append(text, ref content, depth + 1);
                }
                break;
            case Equal:
                AppendPair(text, ref content, "=");
                break;
            case GreaterOrEqual:
                AppendPair(text, ref content, ">=");
                break;
            case LessOrEqual:
                AppendPair(text, ref content, "<=");
                break;
            case Approximate:
                AppendPair(text, ref content, "~=");
                break;
            case Present:
                var attribute = new DerReader(whole);
                text.Append(LdapText.Read(attribute.Read(out _, out _))).Append("=*");
                content = default;
                break;
            case Substrings:
                AppendSubstrings(text, ref content);
                break;
            case Extensible:
                AppendExtensible(text, ref content);
                break;
            default:
                break;
        }
        text.Append(')');
        reader.FailWith(content.Failed);
    }

    private static void AppendPair(StringBuilder text, ref DerReader reader, string relation)
    {
        text.Append(LdapText.Read(reader.Read(DerReader.OctetString))).Append(relation);
        text.Append(LdapText.Read(reader.Read(DerReader.OctetString)));
    }

    /// <summary><c>04 attribute, 30 { 80 beginning, 81 middle …, 82 end }</c>.</summary>
    private static void AppendSubstrings(StringBuilder text, ref DerReader reader)
    {
        const int beginning = 0x80;
        const int end = 0x82;
        text.Append(LdapText.Read(reader.Read(DerReader.OctetString))).Append('=');
        var parts = new DerReader(reader.Read(DerReader.Sequence));
        var isEnded = false;
        while (!parts.IsAtEnd)
        {
            var part = parts.Read(out var tag, out _);
            if (tag != beginning)
            {
                text.Append('*');
            }
            text.Append(LdapText.Read(part));
            isEnded = tag == end;
        }
        text.Append(isEnded ? "" : "*");
        reader.FailWith(parts.Failed);
    }

    /// <summary><c>81 rule, 82 attribute, 83 value, 84 names count too</c>.</summary>
    private static void AppendExtensible(StringBuilder text, ref DerReader reader)
    {
        var rule = reader.ReadOptional(0x81);
        var attribute = reader.ReadOptional(0x82);
        var value = reader.Read(0x83);
        text.Append(LdapText.Read(attribute));
        if (reader.ReadOptional(0x84) is [not 0])
        {
            text.Append(":dn");
        }
        if (!rule.IsEmpty)
        {
            text.Append(':').Append(LdapText.Read(rule));
        }
        text.Append(":=").Append(LdapText.Read(value));
    }
}
