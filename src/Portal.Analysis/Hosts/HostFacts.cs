using DuckDB.NET.Data;
using Portal.Analysis.Store;

namespace Portal.Analysis.Hosts;

/// <summary>
/// Asks the records of a case what they say of hosts: names, systems, users, hardware addresses and services, each with the
/// first record that says so. Tables that the evidence does not have are left out.
/// </summary>
/// <param name="database">Of the case.</param>
public sealed class HostFacts(RecordDatabase database)
{
    /// <summary>Facts of one kind about one host; who has more is a proxy or a scanner, and the rest is in the tables.</summary>
    public const int MaxOfHost = 100;

    /// <summary>About many hosts at once: some for each of the hosts that a list shows.</summary>
    private const int MaxOfMany = 20_000;

    private const string ServicesSql = """
        SELECT coalesce("id.resp_p", 0), coalesce(lower(proto), ''),
               coalesce(array_to_string(list_sort(list_distinct(flatten(list(DISTINCT string_split(lower(service), ',')) FILTER (service IS NOT NULL))))[1:6], ', '), ''),
               count(*), count(DISTINCT "id.orig_h"), min(epoch_ns(ts)), max(epoch_ns(ts)),
               arg_min({'evidence': evidence, 'frame': first_frame, 'line': line, 'uid': uid}, ts)
        FROM conn
        WHERE "id.resp_h" = $host AND lower(proto) IN ('tcp', 'udp')
          AND (resp_pkts > 0 OR resp_bytes > 0 OR conn_state IN ('SF', 'S1', 'S2', 'S3', 'RSTO', 'RSTR'))
          AND coalesce(conn_state, '') <> 'REJ'
        GROUP BY 1, 2 ORDER BY 5 DESC, 4 DESC, 1, 2 LIMIT 100
        """;

    public IReadOnlyList<HostFact> Names(string host, CancellationToken cancellation) =>
        Of(FactSources.Names, host, cancellation, "lower(value)");

    public IReadOnlyList<HostFact> Systems(string host, CancellationToken cancellation) =>
        Of(FactSources.Systems, host, cancellation);

    /// <summary>Who signed in somewhere from the host.</summary>
    public IReadOnlyList<HostFact> Users(string host, CancellationToken cancellation) =>
        Of(FactSources.Users, host, cancellation);

    /// <summary>Who signed in to the host.</summary>
    public IReadOnlyList<HostFact> Visitors(string host, CancellationToken cancellation) =>
        Of(FactSources.Visitors, host, cancellation);

    public IReadOnlyList<HostFact> HardwareAddresses(string host, CancellationToken cancellation) =>
        Of(FactSources.HardwareAddresses, host, cancellation);

    /// <summary>What speaks for the operating systems of several hosts, the most frequent first.</summary>
    public ILookup<string, HostFact> SystemsOfMany(IReadOnlyCollection<string> hosts, CancellationToken cancellation) =>
        (
            Grouped(FactSources.Systems, "host IN (SELECT unnest(string_split($hosts, ',')))") is not { } sql
                ? []
                : database
                    .Query(
                        $"{sql} ORDER BY times DESC, host, value, kind LIMIT {MaxOfMany}",
                        Fact,
                        cancellation,
                        ("hosts", string.Join(',', hosts))
                    )
                    .ToList()
        ).ToLookup(fact => fact.Host, StringComparer.Ordinal);

    /// <summary>The ports on which a host answered, those with the most clients first.</summary>
    public IReadOnlyList<HostService> Services(string host, CancellationToken cancellation) =>
        database.HasRows("conn") ? [.. database.Query(ServicesSql, Service, cancellation, ("host", host))] : [];

    /// <summary><c>host, value, kind, table_name, t, accepted, place</c> of all names; null when no table has any.</summary>
    public string? NamesSql => Rows(FactSources.Names);

    private IReadOnlyList<HostFact> Of(
        FactSource[] sources,
        string host,
        CancellationToken cancellation,
        string same = "value"
    ) =>
        Grouped(sources, "host = $host", same) is { } sql
            ?
            [
                .. database.Query(
                    $"{sql} ORDER BY times DESC, first, value, kind LIMIT {MaxOfHost}",
                    Fact,
                    cancellation,
                    ("host", host)
                ),
            ]
            : [];

    /// <param name="sources">What is asked.</param>
    /// <param name="condition">SQL: which hosts.</param>
    /// <param name="same">SQL: what makes two values one; names are the same whatever their case (RFC 4343).</param>
    private string? Grouped(FactSource[] sources, string condition, string same = "value") =>
        Rows(sources) is { } rows
            ? $"""
                SELECT host, arg_min(value, t) AS value, kind, any_value(table_name), count(*) AS times, min(t) AS first, max(t), bool_or(accepted),
                       arg_min(place, t)
                FROM ({rows}) WHERE {condition} GROUP BY host, {same}, kind
                """
            : null;

    /// <summary>An address is not a name of itself.</summary>
    private string? Rows(FactSource[] sources)
    {
        var present = sources
            .Where(source =>
                database.HasRows(source.Table) && (source.Needs is not { } needed || Has(source.Table, needed))
            )
            .Select(source => source.Sql(Has(source.Table, "uid")))
            .ToList();
        return present.Count == 0
            ? null
            : $"SELECT * FROM ({string.Join(" UNION ALL ", present)}) WHERE value <> '' AND trim(value, '[]') <> host";
    }

    private bool Has(string table, string column) => database.Columns(table).Any(known => known.Name == column);

    private static HostFact Fact(DuckDBDataReader reader) =>
        new(
            reader.GetString(0),
            reader.GetString(1),
            reader.GetString(2),
            reader.GetString(3),
            reader.GetInt64(4),
            reader.IsDBNull(5) ? 0 : reader.GetInt64(5),
            reader.IsDBNull(6) ? 0 : reader.GetInt64(6),
            reader.IsDBNull(7) ? null : reader.GetBoolean(7),
            Place(reader, 8)
        );

    private static HostService Service(DuckDBDataReader reader) =>
        new(
            reader.GetInt64(0),
            reader.GetString(1),
            reader.GetString(2),
            reader.GetInt64(3),
            reader.GetInt64(4),
            reader.GetInt64(5),
            reader.GetInt64(6),
            Place(reader, 7)
        );

    private static SeenPlace Place(DuckDBDataReader reader, int column)
    {
        var place = reader.IsDBNull(column) ? [] : (Dictionary<string, object?>)reader.GetValue(column);
        return new SeenPlace(
            place.GetValueOrDefault("evidence") as string ?? "",
            Number(place.GetValueOrDefault("frame")),
            Number(place.GetValueOrDefault("line")),
            place.GetValueOrDefault("uid") as string
        );
    }

    private static long? Number(object? value) => value is null ? null : Convert.ToInt64(value);
}
