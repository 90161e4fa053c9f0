using Portal.Analysis.Store;
using Portal.Traffic.Records;

namespace Portal.Analysis.Importers.Zeek;

/// <summary>Finds out which table a log without <c>#path</c> or <c>_path</c> holds, by its columns.</summary>
internal static class ZeekTableInference
{
    /// <summary>How much a column speaks for a table: more, the fewer tables have it.</summary>
    private static readonly Dictionary<string, double> s_weights = KnownTables
        .Zeek.Values.SelectMany(columns => columns.Select(column => column.Name))
        .GroupBy(name => name, StringComparer.Ordinal)
        .ToDictionary(
            group => group.Key,
            group => Math.Log((double)KnownTables.Zeek.Count / group.Count()),
            StringComparer.Ordinal
        );

    private static readonly Dictionary<string, HashSet<string>> s_columns = KnownTables.Zeek.ToDictionary(
        table => table.Key,
        table => table.Value.Select(column => column.Name).ToHashSet(StringComparer.Ordinal),
        StringComparer.Ordinal
    );

    /// <summary>
    /// The table that most of the columns belong to. Null when none fits: a column that only other tables have, or none,
    /// speaks against a table as much as a rare one speaks for it.
    /// </summary>
    public static string? Infer(IReadOnlyCollection<string> columns)
    {
        string? best = null;
        var bestScore = 0.0;
        foreach (var (table, own) in s_columns.OrderBy(table => table.Key, StringComparer.Ordinal))
        {
            // Of two tables that both have all columns, the one with fewer others fits better.
            var score = -0.01 * own.Count;
            foreach (var column in columns)
            {
                score += own.Contains(column) ? s_weights[column] : -1.5;
            }
            if (score > bestScore)
            {
                best = table;
                bestScore = score;
            }
        }
        return best;
    }

    /// <summary>The known table's column that a name means, also where a shipper wrote <c>id_orig_h</c>; null if none.</summary>
    public static ColumnDefinition? Known(string table, string name)
    {
        if (!KnownTables.All.TryGetValue(table, out var columns))
        {
            columns = KnownTables.Zeek["conn"].Take(6).ToList();
        }
        return columns.FirstOrDefault(column => string.Equals(column.Name, name, StringComparison.Ordinal))
            ?? columns.FirstOrDefault(column =>
                column.Name.Contains('.', StringComparison.Ordinal)
                && string.Equals(column.Name.Replace('.', '_'), name, StringComparison.Ordinal)
            );
    }
}
