using Portal.Analysis.Store;

namespace Portal.Web.Pages.Hosts;

/// <summary>The questions behind the host page, over the tables that the evidence has.</summary>
internal static class HostSql
{
    /// <summary>Every flow twice, once from each side.</summary>
    private const string Sides = """
        SELECT "id.orig_h" AS host, "id.resp_h" AS peer, local_orig AS inside, epoch_ns(ts) AS t,
               coalesce(orig_bytes, 0) AS sent, coalesce(resp_bytes, 0) AS received, service, proto, "id.resp_p" AS port
        FROM conn
        UNION ALL
        SELECT "id.resp_h", "id.orig_h", local_resp, epoch_ns(ts),
               coalesce(resp_bytes, 0), coalesce(orig_bytes, 0), service, proto, "id.resp_p"
        FROM conn
        """;

    /// <summary>A bare IPv6 address has colons and no port.</summary>
    internal const string WithoutPort = @"regexp_replace(name, '^([^:]*|\[[^\]]*\]):[0-9]*$', '\1')";

    private static readonly (string Table, string Column, string Sql)[] s_sources =
    [
        (
            "dns",
            "answers",
            "SELECT a.answer AS host, query AS name, epoch_ns(ts) AS t FROM dns, unnest(answers) AS a(answer) WHERE query IS NOT NULL"
        ),
        (
            "dhcp",
            "assigned_addr",
            "SELECT assigned_addr, host_name, epoch_ns(ts) FROM dhcp WHERE host_name IS NOT NULL"
        ),
        (
            "ssl",
            "server_name",
            "SELECT \"id.resp_h\", server_name, epoch_ns(ts) FROM ssl WHERE server_name IS NOT NULL"
        ),
        ("http", "host", "SELECT \"id.resp_h\", host, epoch_ns(ts) FROM http WHERE host IS NOT NULL"),
        ("ntlm", "hostname", "SELECT \"id.orig_h\", hostname, epoch_ns(ts) FROM ntlm WHERE hostname IS NOT NULL"),
    ];

    /// <summary>
    /// <c>host, name, source, times, first, last</c> of all names; none when no table has any. A name is what a host is
    /// called: without the port that HTTP puts behind it, and never its own address.
    /// </summary>
    public static string? Names(RecordDatabase database)
    {
        var parts = s_sources
            .Where(source =>
                database.HasRows(source.Table)
                && database.StoredColumns(source.Table).Any(column => column.Name == source.Column)
            )
            .Select(source =>
                $"""
                    SELECT host, name, '{source.Table}' AS source, count(*) AS times, min(t) AS first, max(t) AS last
                    FROM (SELECT host, {WithoutPort} AS name, t FROM ({source.Sql}) AS x(host, name, t))
                    WHERE name <> '' AND trim(name, '[]') <> host GROUP BY host, name
                    """
            )
            .ToList();
        return parts.Count == 0 ? null : string.Join(" UNION ALL ", parts);
    }

    /// <summary>Parameters <c>$text</c> (a LIKE pattern, or null for all).</summary>
    public static string Hosts(RecordDatabase database, HostSort sort, bool isDescending, int take)
    {
        var names =
            Names(database)
            ?? "SELECT NULL::VARCHAR AS host, NULL::VARCHAR AS name, '' AS source, 0 AS times, 0 AS first, 0 AS last WHERE false";
        return $"""
            WITH sides AS ({Sides}),
            names AS (
                SELECT host, list(name ORDER BY times DESC, name) AS names
                FROM (SELECT host, lower(name) AS name, sum(times) AS times FROM ({names}) GROUP BY host, lower(name))
                GROUP BY host
            ),
            hosts AS (
                SELECT host, bool_or(inside) AS inside, min(t) AS first, max(t) AS last, count(*) AS flows,
                       count(DISTINCT peer) AS peers, sum(sent)::BIGINT AS sent, sum(received)::BIGINT AS received
                FROM sides WHERE host IS NOT NULL GROUP BY host
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
    public static string Peers(int take) =>
        $"""
            WITH sides AS ({Sides})
            SELECT peer,
                   array_to_string(list_sort(list(DISTINCT coalesce(service, proto) || ' ' || port))[1:6], ', '),
                   min(t), max(t), count(*), sum(sent)::BIGINT, sum(received)::BIGINT
            FROM sides WHERE host = $host AND peer IS NOT NULL
            GROUP BY peer ORDER BY sum(sent) + sum(received) DESC, peer LIMIT {take}
            """;

    /// <summary>Parameters <c>$host</c>; null when no table knows names.</summary>
    public static string? NamesOf(RecordDatabase database, int take) =>
        Names(database) is { } names
            ? $"SELECT name, source, times, first, last FROM ({names}) WHERE host = $host ORDER BY times DESC, name, source LIMIT {take}"
            : null;

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
