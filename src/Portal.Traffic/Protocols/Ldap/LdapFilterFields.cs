using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Ldap;

/// <summary>The filter of a search (RFC 4511 §4.5.1.7), part by part.</summary>
internal static class LdapFilterFields
{
    /// <summary>Deeper ones serve nobody but those who would have the reader recurse.</summary>
    private const int MaxDepth = 64;

    private const int NumberMask = 0x1F;
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

    public static void Add(in DerLines lines, ref DerReader reader)
    {
        var text = reader;
        var filter = LdapFilter.Read(ref text);
        lines.Tree.Note($"Filter: {filter}");
        AddPart(lines, "ldap.filter", ref reader, 0);
    }

    private static void AddPart(in DerLines lines, string name, ref DerReader reader, int depth)
    {
        var content = reader.Read(out var tag, out var whole);
        if (reader.Failed)
        {
            return;
        }
        lines.Tree.Begin(
            name,
            $"{name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..]}: {Name(tag)}",
            FieldValue.OfNumber(tag & NumberMask),
            lines.Place(whole),
            whole.Length
        );
        var fields = new DerReader(content);
        switch (tag)
        {
            case And:
                AddList(lines, "ldap.and", "ldap.and_item", content, depth);
                break;
            case Or:
                AddList(lines, "ldap.or", "ldap.or_item", content, depth);
                break;
            case Not when depth < MaxDepth:
                AddPart(lines, "ldap.not", ref fields, depth + 1);
                break;
            case Equal:
            case GreaterOrEqual:
            case LessOrEqual:
            case Approximate:
                var type = lines.Text("ldap.attributeDesc", "attributeDesc", fields.Read(DerReader.OctetString));
                LdapValueFields.Add(
                    lines,
                    type,
                    "ldap.assertionValue",
                    fields.Read(DerReader.OctetString),
                    isText: true
                );
                break;
            case Present:
                lines.Text("ldap.present", "present", content);
                break;
            case Substrings:
                AddSubstrings(lines, fields);
                break;
            case Extensible:
                AddExtensible(lines, fields);
                break;
            default:
                break;
        }
        lines.Tree.End();
    }

    private static void AddList(in DerLines lines, string name, string item, ReadOnlySpan<byte> content, int depth)
    {
        var count = 0;
        for (var reader = new DerReader(content); !reader.IsAtEnd; count++)
        {
            reader.Read(out _, out _);
        }
        lines.Tree.Number(name, name[5..], count, lines.Place(content), content.Length);
        var items = new DerReader(content);
        while (depth < MaxDepth && !items.IsAtEnd)
        {
            AddPart(lines, item, ref items, depth + 1);
        }
    }

    /// <summary><c>04 attribute, 30 { 80 beginning, 81 middle …, 82 end }</c>.</summary>
    private static void AddSubstrings(in DerLines lines, DerReader fields)
    {
        lines.Text("ldap.type", "type", fields.Read(DerReader.OctetString));
        var parts = new DerReader(fields.Read(DerReader.Sequence));
        while (!parts.IsAtEnd)
        {
            var part = parts.Read(out var tag, out _);
            switch (tag)
            {
                case 0x80:
                    lines.Text("ldap.initial", "initial", part);
                    break;
                case 0x81:
                    lines.Text("ldap.any", "any", part);
                    break;
                case 0x82:
                    lines.Text("ldap.final", "final", part);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary><c>81 rule, 82 attribute, 83 value, 84 names count too</c>.</summary>
    private static void AddExtensible(in DerLines lines, DerReader fields)
    {
        while (!fields.IsAtEnd)
        {
            var part = fields.Read(out var tag, out _);
            switch (tag)
            {
                case 0x81:
                    lines.Text("ldap.matchingRule", "matchingRule", part);
                    break;
                case 0x82:
                    lines.Text("ldap.type", "type", part);
                    break;
                case 0x83:
                    lines.Text("ldap.matchValue", "matchValue", part);
                    break;
                case 0x84:
                    lines.Truth("ldap.dnAttributes", "dnAttributes", part);
                    break;
                default:
                    break;
            }
        }
    }

    private static string Name(int tag) =>
        tag switch
        {
            And => "and",
            Or => "or",
            Not => "not",
            Equal => "equalityMatch",
            Substrings => "substrings",
            GreaterOrEqual => "greaterOrEqual",
            LessOrEqual => "lessOrEqual",
            Present => "present",
            Approximate => "approxMatch",
            Extensible => "extensibleMatch",
            _ => "unknown",
        };
}
