using System.Collections.Frozen;
using System.Globalization;

namespace Portal.Traffic.Fields;

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

    /// <summary>
    /// Of all <c>Fields.csv</c>, one in the folder of each protocol: <c>name,kind,hexadecimal digits,members separated by
    /// blanks</c>.
    /// </summary>
    private static FrozenDictionary<string, FieldDefinition> Read()
    {
        var assembly = typeof(FieldCatalogue).Assembly;
        var fields = new Dictionary<string, FieldDefinition>(StringComparer.Ordinal);
        foreach (var resource in assembly.GetManifestResourceNames())
        {
            if (resource.EndsWith(".Fields.csv", StringComparison.Ordinal))
            {
                Read(assembly.GetManifestResourceStream(resource)!, fields);
            }
        }
        return fields.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static void Read(Stream list, Dictionary<string, FieldDefinition> fields)
    {
        using var reader = new StreamReader(list);
        reader.ReadLine(); // the columns' names
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
    }
}
