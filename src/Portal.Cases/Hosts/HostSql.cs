using Portal.Analysis.Hosts;
using Portal.Analysis.Store;
using Portal.Traffic.Records;

namespace Portal.Cases.Hosts;

/// <summary>The questions behind the hosts, over the tables that the evidence has.</summary>
internal static class HostSql
{
    /// <summary>Every flow twice, once from each side.</summary>
    private const string Flows = """
        SELECT "id.orig_h" AS host, "id.resp_h" AS peer, local_orig AS inside, epoch_ns(ts) AS t,
               coalesce(orig_bytes, 0) AS sent, coalesce(resp_bytes, 0) AS received, service, proto, "id.resp_p" AS port
        FROM conn
        UNION ALL
        SELECT "id.resp_h", "id.orig_h", local_resp, epoch_ns(ts),
               coalesce(resp_bytes, 0), coalesce(orig_bytes, 0), service, proto, "id.resp_p"
        FROM conn
        """;

    /// <summary>
    /// <c>host, peer, inside, t, sent, received, service, proto, port</c>. Logs that came without their <c>conn</c> know the
    /// hosts of their own rows, and no volumes. Null when no table has addresses.
    /// </summary>
    private static string? Sides(RecordDatabase database)
    {
        if (database.HasRows("conn"))
        {
            return Flows;
        }
        var parts = database
            .Tables.Where(table => database.HasRows(table) && HasEndpoints(database, table))
            .SelectMany(table =>
                new[] { ("id.orig_h", "id.resp_h"), ("id.resp_h", "id.orig_h") }.Select(ends =>
                    $"""
                        SELECT "{ends.Item1}" AS host, "{ends.Item2}" AS peer, NULL::BOOLEAN AS inside, epoch_ns(ts) AS t,
                               0 AS sent, 0 AS received, '{table}' AS service, NULL::VARCHAR AS proto, "id.resp_p" AS port
                        FROM "{table}"
                        """
                )
            )
            .ToList();
        return parts.Count == 0 ? null : string.Join(" UNION ALL ", parts);
    }

    /// <summary>Parameters <c>$text</c> (a LIKE pattern, or null for all) and <c>$host</c> (one address, or null for all).</summary>
    public static string? Hosts(RecordDatabase database, HostSort sort, bool isDescending, int take)
    {
        if (Sides(database) is not { } sides)
        {
            return null;
        }
        var names =
            new HostFacts(database).NamesSql ?? "SELECT NULL::VARCHAR AS host, NULL::VARCHAR AS value WHERE false";
        return $"""
            WITH sides AS ({sides}),
            names AS (
                SELECT host, list(name ORDER BY times DESC, name) AS names
                FROM (SELECT host, lower(value) AS name, count(*) AS times FROM ({names}) GROUP BY host, lower(value))
                GROUP BY host
            ),
            hosts AS (
                SELECT host, bool_or(inside) AS inside, min(t) AS first, max(t) AS last, count(*) AS flows,
                       count(DISTINCT peer) AS peers, sum(sent)::BIGINT AS sent, sum(received)::BIGINT AS received
                FROM sides WHERE host IS NOT NULL AND ($host IS NULL OR host = $host) GROUP BY host
            )
            SELECT h.host, h.inside, h.first, h.last, h.flows, h.peers, h.sent, h.received,
                   coalesce(array_to_string(n.names[1:8], chr(31)), ''), count(*) OVER ()
            FROM hosts h LEFT JOIN names n ON n.host = h.host
            WHERE $text IS NULL OR h.host ILIKE $text ESCAPE '\' OR array_to_string(n.names, ' ') ILIKE $text ESCAPE '\'
            ORDER BY {Column(sort)} {(isDescending ? "DESC" : "ASC")} NULLS LAST, h.host
            LIMIT {take}
            """;
    }

    /// <summary>Parameters <c>$host</c>.</summary>
    public static string? Peers(RecordDatabase database, int take) =>
        Sides(database) is not { } sides
            ? null
            : $"""
                WITH sides AS ({sides})
                SELECT peer,
                       array_to_string(list_sort(list(DISTINCT concat_ws(' ', coalesce(service, proto), port)))[1:6], ', '),
                       min(t), max(t), count(*), sum(sent)::BIGINT, sum(received)::BIGINT
                FROM sides WHERE host = $host AND peer IS NOT NULL
                GROUP BY peer ORDER BY sum(sent) + sum(received) DESC, peer LIMIT {take}
                """;

    private static bool HasEndpoints(RecordDatabase database, string table)
    {
        var columns = database.StoredColumns(table);
        return Has("ts", ZeekType.Time)
            && Has("id.orig_h", ZeekType.Addr)
            && Has("id.resp_h", ZeekType.Addr)
            && Has("id.resp_p", ZeekType.Port);

        bool Has(string name, ZeekType type) => columns.Any(column => column.Name == name && column.Type == type);
    }

    private static string Column(HostSort sort) =>
        sort switch
        {
            HostSort.Address => "h.host",
            HostSort.First => "h.first",
            HostSort.Last => "h.last",
            HostSort.Flows => "h.flows",
            HostSort.Peers => "h.peers",
            HostSort.Received => "h.received",
            _ => "h.sent",
        };
}
