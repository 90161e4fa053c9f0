using System.Reflection;
using Portal.Traffic.Records;

namespace Portal.Analysis.Store;

/// <summary>
/// The tables that the portal knows without any evidence: those that its own engines write (found by a scan for
/// <see cref="Table"/> definitions) and Zeek's (<c>known-tables.tsv</c>).
/// </summary>
public static class KnownTables
{
    private static readonly Lazy<Dictionary<string, IReadOnlyList<ColumnDefinition>>> s_zeek = new(ReadZeek);
    private static readonly Lazy<Dictionary<string, IReadOnlyList<ColumnDefinition>>> s_own = new(ScanOwn);
    private static readonly Lazy<Dictionary<string, IReadOnlyList<ColumnDefinition>>> s_all = new(Merge);

    /// <summary>Zeek's tables with the columns of Zeek's logs, in Zeek's order.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<ColumnDefinition>> Zeek => s_zeek.Value;

    /// <summary>The tables that our engines write.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<ColumnDefinition>> Own => s_own.Value;

    /// <summary>Both: our columns first, then those that only Zeek has.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<ColumnDefinition>> All => s_all.Value;

    private static Dictionary<string, IReadOnlyList<ColumnDefinition>> ReadZeek()
    {
        using var stream = typeof(KnownTables).Assembly.GetManifestResourceStream("known-tables.tsv")!;
        using var reader = new StreamReader(stream);
        var tables = new Dictionary<string, IReadOnlyList<ColumnDefinition>>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
            {
                continue;
            }
            var fields = line.Split('\t');
            tables.Add(fields[0], [.. fields.Skip(1).Select(ParseColumn)]);
        }
        return tables;
    }

    private static ColumnDefinition ParseColumn(string field)
    {
        var colon = field.LastIndexOf(':');
        return ZeekTypeNames.TryParse(field[..colon], field[(colon + 1)..])
            ?? throw new InvalidDataException($"known-tables.tsv: {field} has none of Zeek's types.");
    }

    private static Dictionary<string, IReadOnlyList<ColumnDefinition>> ScanOwn() =>
        new[] { typeof(Table).Assembly, typeof(KnownTables).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsGenericTypeDefinition: false, IsInterface: false, IsEnum: false })
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(field => field.FieldType.IsAssignableTo(typeof(Table)))
            .Select(field => (Table)field.GetValue(null)!)
            .ToDictionary(table => table.Name, table => table.Columns, StringComparer.Ordinal);

    private static Dictionary<string, IReadOnlyList<ColumnDefinition>> Merge() =>
        Own
            .Keys.Union(Zeek.Keys, StringComparer.Ordinal)
            .ToDictionary(
                name => name,
                name =>
                    (IReadOnlyList<ColumnDefinition>)
                        [
                            .. Own.GetValueOrDefault(name, [])
                                .Concat(Zeek.GetValueOrDefault(name, []))
                                .DistinctBy(column => column.Name, StringComparer.OrdinalIgnoreCase),
                        ],
                StringComparer.Ordinal
            );
}
