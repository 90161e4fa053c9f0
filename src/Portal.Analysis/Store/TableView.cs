using Portal.Traffic.Records;

namespace Portal.Analysis.Store;

/// <summary>
/// One table over all record sets as DuckDB sees it. Every view ends with <c>first_frame last_frame line member
/// evidence</c>, unset where they do not apply, so that a query can always ask for the place of a row.
/// </summary>
/// <param name="Name">Of the table and of the view.</param>
/// <param name="Columns">All columns of the view.</param>
/// <param name="Stored">Those that are in a file of at least one set, in the order of the files.</param>
/// <param name="Rows">Over all sets.</param>
internal sealed record TableView(
    string Name,
    IReadOnlyList<ColumnDefinition> Columns,
    IReadOnlyList<ColumnDefinition> Stored,
    long Rows
)
{
    private const string FileColumn = "\u0001file";

    private static readonly ColumnDefinition s_evidence = new("evidence", ZeekType.String);

    private static readonly ColumnDefinition[] s_places =
    [
        new("first_frame", ZeekType.Count),
        new("last_frame", ZeekType.Count),
        new("line", ZeekType.Count),
        new("member", ZeekType.String),
    ];

    /// <summary>The SQL that makes the view, or an empty table where there is no file.</summary>
    public required string Sql { get; init; }

    public static TableView Create(string name, IReadOnlyList<TableFile> files, long rows)
    {
        var stored = files
            .SelectMany(file => file.Columns)
            .DistinctBy(column => column.Name, StringComparer.OrdinalIgnoreCase)
            .ToList();
        var known = KnownTables.All.GetValueOrDefault(name, []);
        var wanted = stored.Concat(known).Concat(s_places);
        // Where sets disagree on how a column is stored, all of it becomes text.
        var torn = files
            .SelectMany(file => file.Columns)
            .Concat(known)
            .GroupBy(column => column.Name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Any(column => !column.IsStoredAs(group.First())))
            .Select(group => group.Key)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var columns = wanted
            .DistinctBy(column => column.Name, StringComparer.OrdinalIgnoreCase)
            .Select(column => torn.Contains(column.Name) ? new ColumnDefinition(column.Name, ZeekType.String) : column)
            .OrderBy(column => Array.FindIndex(s_places, place => place.Name == column.Name))
            .ToList();

        var scans = files
            .GroupBy(file => file.Signature(torn), StringComparer.Ordinal)
            .Select(group => Scan([.. group], columns, torn))
            .ToList();
        return new TableView(name, [.. columns, s_evidence], stored, rows)
        {
            Sql =
                scans.Count > 0
                    ? $"CREATE VIEW {Quote(name)} AS {string.Join(" UNION ALL ", scans)}"
                    : Empty(name, [.. columns, s_evidence]),
        };
    }

    public static string Quote(string identifier) =>
        $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Scan(List<TableFile> files, List<ColumnDefinition> columns, HashSet<string> torn)
    {
        var stored = files
            .SelectMany(file => file.Columns)
            .DistinctBy(column => column.Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(column => column.Name, StringComparer.OrdinalIgnoreCase);
        var selected = columns.Select(column =>
            !stored.TryGetValue(column.Name, out var found) ? Unset(column)
            : !torn.Contains(column.Name) ? $"{Quote(found.Name)} AS {Quote(column.Name)}"
            : found.IsList() ? $"array_to_string({Quote(found.Name)}, ',') AS {Quote(column.Name)}"
            : $"CAST({Quote(found.Name)} AS VARCHAR) AS {Quote(column.Name)}"
        );
        var paths = files.Select(file => file.Path.Replace('\\', '/')).ToList();
        // …/evidence SHA-256/run/table.parquet; of one file it is a constant, which costs no work on each row.
        return paths is [var only]
            ? $"SELECT {string.Join(", ", selected)}, {Literal(only.Split('/')[^3])} AS evidence FROM read_parquet({Literal(only)})"
            : $"SELECT {string.Join(", ", selected)}, split_part({Quote(FileColumn)}, '/', -3) AS evidence FROM read_parquet("
                + $"[{string.Join(", ", paths.Select(Literal))}], union_by_name = true, filename = {Literal(FileColumn)})";
    }

    /// <summary>An empty table: the same as an empty view to a query, and made in a fraction of the time.</summary>
    private static string Empty(string name, List<ColumnDefinition> columns) =>
        $"CREATE TABLE {Quote(name)} ("
        + string.Join(", ", columns.Select(column => $"{Quote(column.Name)} {column.SqlType()}"))
        + ")";

    private static string Unset(ColumnDefinition column) => $"CAST(NULL AS {column.SqlType()}) AS {Quote(column.Name)}";
}
