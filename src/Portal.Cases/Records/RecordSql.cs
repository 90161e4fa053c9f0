using System.Net;
using Portal.Analysis.Store;
using Portal.Cases.Paging;
using Portal.Cases.Refusals;
using Portal.Cases.Timeline;
using Portal.Traffic.Records;

namespace Portal.Cases.Records;

/// <summary>
/// Turns a <see cref="RecordQuery"/> into SQL. Names come from the table's own columns and are quoted; values are always
/// parameters.
/// </summary>
internal sealed class RecordSql
{
    private readonly IReadOnlyList<ColumnDefinition> _all;
    private readonly List<(string Name, object? Value)> _parameters = [];
    private readonly string _where;
    private readonly string _order;
    private readonly string _from;

    public RecordSql(RecordDatabase database, RecordQuery query)
    {
        _all = database.Columns(query.Table);
        if (_all.Count == 0)
        {
            throw RefusedException.NotFound($"The table {query.Table}");
        }
        Columns = query.Columns.Count == 0 ? _all : [.. query.Columns.Select(Find)];
        _from = Quote(query.Table);
        _where = Where(query);
        _order = Order(query);
    }

    public IReadOnlyList<ColumnDefinition> Columns { get; }

    public (string Name, object? Value)[] Parameters => [.. _parameters];

    public string Count => $"SELECT count(*) FROM {_from}{_where}";

    public string Rows(long skip, long take) => $"{AllRows} LIMIT {take} OFFSET {skip}";

    public string AllRows =>
        $"SELECT {string.Join(", ", Columns.Select(Value))} FROM {_from}{_where} ORDER BY {_order}";

    private string Where(RecordQuery query)
    {
        if (query.Filters.Count > RecordFilter.MaxFilters)
        {
            throw RefusedException.Invalid("filter", $"At most {RecordFilter.MaxFilters} filters.");
        }
        var conditions = query.Filters.Select(Condition).ToList();
        if (query.From is { } from && Has("ts"))
        {
            conditions.Add($"epoch_ns(ts) >= {Parameter(from)}");
        }
        if (query.Until is { } until && Has("ts"))
        {
            conditions.Add($"epoch_ns(ts) < {Parameter(until)}");
        }
        if (query.Evidence is { Length: > 0 } evidence)
        {
            conditions.Add($"evidence = {Parameter(evidence)}");
        }
        if (!string.IsNullOrWhiteSpace(query.Search))
        {
            var text = query.Search.Trim();
            var pattern = Parameter(
                $"%{LikePattern.Escape(text.Length <= RecordFilter.MaxValue ? text : text[..RecordFilter.MaxValue])}%"
            );
            var searched = _all.Where(column => column.Name != "evidence" && IsText(column)).ToList();
            conditions.Add(
                searched.Count == 0
                    ? "false"
                    : "("
                        + string.Join(" OR ", searched.Select(column => $@"{Text(column)} ILIKE {pattern} ESCAPE '\'"))
                        + ")"
            );
        }
        return conditions.Count == 0 ? "" : " WHERE " + string.Join(" AND ", conditions);
    }

    private string Condition(RecordFilter filter)
    {
        var column = Find(filter.Column);
        var name = Quote(column.Name);
        if (filter is { Value: "", Operator: RecordOperator.Equal or RecordOperator.NotEqual })
        {
            return filter.Operator == RecordOperator.Equal ? $"{name} IS NULL" : $"{name} IS NOT NULL";
        }
        if (filter.Operator is RecordOperator.Contains or RecordOperator.DoesNotContain)
        {
            var match = $@"{Text(column)} ILIKE {Parameter($"%{LikePattern.Escape(filter.Value)}%")} ESCAPE '\'";
            return filter.Operator == RecordOperator.Contains ? match : $"({name} IS NULL OR NOT {match})";
        }
        if (column.Container != ZeekContainer.None)
        {
            var holds = $"list_contains({name}::VARCHAR[], {Parameter(filter.Value)})";
            return filter.Operator switch
            {
                RecordOperator.Equal => holds,
                RecordOperator.NotEqual => $"({name} IS NULL OR NOT {holds})",
                _ => throw RefusedException.Invalid("filter", $"{column.Name} holds lists; use ==, != or ~."),
            };
        }
        if (column.Type == ZeekType.Addr && filter.Value.Contains('/'))
        {
            return Network(name, filter);
        }
        var (left, right) = Sides(column, name, filter.Value);
        return filter.Operator == RecordOperator.NotEqual
            ? $"{left} IS DISTINCT FROM {right}"
            : $"{left} {Sign(filter.Operator)} {right}";
    }

    private (string Left, string Right) Sides(ColumnDefinition column, string name, string value) =>
        column.Type switch
        {
            ZeekType.Time => ($"epoch_ns({name})", Parameter(TypedTimes.Parse(value))),
            ZeekType.Port or ZeekType.Count or ZeekType.Int or ZeekType.Interval or ZeekType.Double => (
                name,
                Parameter(Number(column, value))
            ),
            ZeekType.Bool => (
                name,
                Parameter(
                    bool.TryParse(value, out var truth) ? truth
                    : value is "T" or "1" ? true
                    : value is "F" or "0" ? false
                    : throw RefusedException.Invalid("filter", $"{column.Name} is true or false.")
                )
            ),
            _ => (name, Parameter(value)),
        };

    private static double Number(ColumnDefinition column, string value) =>
        double.TryParse(value, out var number)
            ? number
            : throw RefusedException.Invalid("filter", $"{column.Name} is a number; '{value}' is not.");

    /// <summary>IPv4 by arithmetic on the four parts; IPv6 by its text, which holds for prefixes of whole groups only.</summary>
    private string Network(string name, RecordFilter filter)
    {
        if (
            !IPNetwork.TryParse(filter.Value, out var network)
            || network.BaseAddress.AddressFamily != System.Net.Sockets.AddressFamily.InterNetwork
        )
        {
            throw RefusedException.Invalid("filter", $"'{filter.Value}' is not an IPv4 network like 10.1.0.0/16.");
        }
        var bytes = network.BaseAddress.GetAddressBytes();
        var low = ((long)bytes[0] << 24) | ((long)bytes[1] << 16) | ((long)bytes[2] << 8) | bytes[3];
        var high = low + (1L << (32 - network.PrefixLength)) - 1;
        var parts = Enumerable
            .Range(1, 4)
            .Select(part => $"TRY_CAST(split_part({name}, '.', {part}) AS BIGINT) * {1L << (8 * (4 - part))}");
        var number = $"({string.Join(" + ", parts)})";
        var match = $"coalesce({number} BETWEEN {Parameter(low)} AND {Parameter(high)}, false)";
        return filter.Operator switch
        {
            RecordOperator.Equal => match,
            RecordOperator.NotEqual => $"NOT {match}",
            _ => throw RefusedException.Invalid("filter", "A network is compared with == or !=."),
        };
    }

    private string Order(RecordQuery query)
    {
        var direction = query.IsDescending ? "DESC" : "ASC";
        var first =
            query.Sort is { Length: > 0 } sort ? Find(sort).Name
            : Has("ts") ? "ts"
            : null;
        // The place in the evidence makes the order the same every time.
        string[] place = ["evidence", "first_frame", "line", "member"];
        var rest = place.Where(name => name != first && Has(name)).Select(Quote);
        return string.Join(", ", first is null ? rest : rest.Prepend($"{Quote(first)} {direction} NULLS LAST"));
    }

    private static string Sign(RecordOperator comparison) =>
        comparison switch
        {
            RecordOperator.Less => "<",
            RecordOperator.LessOrEqual => "<=",
            RecordOperator.Greater => ">",
            RecordOperator.GreaterOrEqual => ">=",
            _ => "=",
        };

    private static string Value(ColumnDefinition column) =>
        column is { Type: ZeekType.Time, Container: ZeekContainer.None }
            ? $"epoch_ns({Quote(column.Name)})"
            : Quote(column.Name);

    private static bool IsText(ColumnDefinition column) =>
        column.Container != ZeekContainer.None
        || column.Type is ZeekType.String or ZeekType.Enum or ZeekType.Addr or ZeekType.Subnet;

    private static string Text(ColumnDefinition column) =>
        column.Container == ZeekContainer.None
            ? $"{Quote(column.Name)}::VARCHAR"
            : $"array_to_string({Quote(column.Name)}, ',')";

    private bool Has(string name) => _all.Any(column => column.Name == name);

    private ColumnDefinition Find(string name) =>
        _all.FirstOrDefault(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw RefusedException.Invalid("column", $"The table has no column '{name}'.");

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private string Parameter(object value)
    {
        var name = $"p{_parameters.Count}";
        _parameters.Add((name, value));
        return "$" + name;
    }
}
