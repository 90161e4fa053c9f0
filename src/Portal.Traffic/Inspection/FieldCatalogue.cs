using System.Collections.Frozen;
using System.Globalization;

namespace Portal.Traffic.Inspection;

/// <summary>All fields and protocols that the tree has, with Wireshark's names.</summary>
public static class FieldCatalogue
{
    private static readonly FrozenDictionary<string, FieldDefinition> s_fields = Read();

    /// <summary>In ordinal order.</summary>
    public static IReadOnlyList<FieldDefinition> All { get; } =
    [.. s_fields.Values.OrderBy(field => field.Name, StringComparer.Ordinal)];

    /// <summary>Null if there is none; <c>ssl</c> and <c>ssl.…</c> mean <c>tls</c>, as in Wireshark.</summary>
    public static FieldDefinition? Find(string name)
    {
        var current =
            name == "ssl" || name.StartsWith("ssl.", StringComparison.Ordinal) ? string.Concat("tls", name.AsSpan(3))
            : name == "bootp" ? "dhcp"
            : name;
        return s_fields.GetValueOrDefault(current);
    }

    /// <summary><c>name,kind,hexadecimal digits,members separated by blanks</c>.</summary>
    private static FrozenDictionary<string, FieldDefinition> Read()
    {
        using var reader = new StreamReader(
            typeof(FieldCatalogue).Assembly.GetManifestResourceStream($"{typeof(FieldCatalogue).Namespace}.Fields.csv")!
        );
        reader.ReadLine(); // the columns' names
        var fields = new Dictionary<string, FieldDefinition>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            var parts = line.Split(',');
            fields.Add(
                parts[0],
                new FieldDefinition(
                    parts[0],
                    Enum.Parse<FieldKind>(parts[1]),
                    int.Parse(parts[2], CultureInfo.InvariantCulture),
                    parts[3].Split(' ', StringSplitOptions.RemoveEmptyEntries)
                )
            );
        }
        return fields.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
