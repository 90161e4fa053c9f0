using System.Globalization;
using DuckDB.NET.Data;
using Portal.Analysis.Store;
using Portal.Traffic.Records;

namespace Portal.Cli;

/// <summary>One table of a case in the order in which a log has it.</summary>
internal sealed class LogTable
{
    private static readonly string[] s_order = ["ts", "first_frame", "line", "member", "last_frame"];

    private readonly RecordDatabase _database;

    private LogTable(RecordDatabase database, string name, IReadOnlyList<ColumnDefinition> columns)
    {
        _database = database;
        Name = name;
        Columns = columns;
    }

    public string Name { get; }

    public IReadOnlyList<ColumnDefinition> Columns { get; }

    /// <summary>Null, with a reason for the user, when there is no such table or column.</summary>
    /// <param name="columns">Names in the order wanted; null for all that the evidence has.</param>
    public static LogTable? TryOpen(
        RecordDatabase database,
        string name,
        IReadOnlyList<string>? columns,
        out string reason
    )
    {
        reason = "";
        var all = database.Columns(name);
        if (all.Count == 0)
        {
            reason = $"there is no table {name}; tables: {string.Join(' ', database.Tables)}";
            return null;
        }
        if (columns is null)
        {
            return new LogTable(database, name, DefaultColumns(database, name));
        }
        var chosen = columns
            .Select(column =>
                all.FirstOrDefault(each => string.Equals(each.Name, column, StringComparison.OrdinalIgnoreCase))
            )
            .ToList();
        if (chosen.IndexOf(null) is >= 0 and var unknown)
        {
            reason =
                $"{name} has no column {columns[unknown]}; columns: {string.Join(' ', all.Select(column => column.Name))}";
            return null;
        }
        return new LogTable(database, name, [.. chosen.OfType<ColumnDefinition>()]);
    }

    /// <summary>Calls back for each row; times are read as nanoseconds since 1970 UTC.</summary>
    public void Read(Action<DuckDBDataReader> row, CancellationToken cancellation)
    {
        foreach (var _ in _database.Query(Sql(), Visit, cancellation))
        {
            // The visit has written the row.
        }

        bool Visit(DuckDBDataReader reader)
        {
            row(reader);
            return true;
        }
    }

    private static IReadOnlyList<ColumnDefinition> DefaultColumns(RecordDatabase database, string name) =>
        database.StoredColumns(name) is { Count: > 0 } stored ? stored
        : KnownTables.Own.TryGetValue(name, out var own) ? own
        : KnownTables.Zeek[name];

    private string Sql()
    {
        var selected = Columns.Select(column =>
            (column.Type, column.Container) switch
            {
                (ZeekType.Time, ZeekContainer.None) => $"epoch_ns({Quote(column.Name)})",
                (ZeekType.Time, _) => $"list_transform({Quote(column.Name)}, x -> epoch_ns(x))",
                _ => Quote(column.Name),
            }
        );
        // By time, then by place. A line is one row; of a frame there may be several, and then the other columns make their
        // order the same on every run.
        var stored = _database.StoredColumns(Name).Select(column => column.Name).ToList();
        var order = s_order.Intersect(stored, StringComparer.OrdinalIgnoreCase).Append("evidence").ToList();
        if (
            !order.Contains("line", StringComparer.OrdinalIgnoreCase)
            || order.Contains("first_frame", StringComparer.OrdinalIgnoreCase)
        )
        {
            order.AddRange(Columns.Select(column => column.Name).Except(order, StringComparer.OrdinalIgnoreCase));
        }
        return string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT {string.Join(", ", selected)} FROM {Quote(Name)} ORDER BY {string.Join(", ", order.Select(Quote))}"
        );
    }

    private static string Quote(string identifier) =>
        $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
