using Portal.Analysis.Indicators.Intel;

namespace Portal.Analysis.Detectors.IntelMatches;

/// <summary>One place of the records where values of feeds can stand, as a query and a way to ask the feeds.</summary>
/// <param name="Name">Table and column.</param>
/// <param name="Sql">
/// Rows of value, src, dst, port, service, level, evidence, ts, first_frame, last_frame, line, uid, packets.
/// </param>
/// <param name="Match">The entries that a value matches.</param>
internal sealed record IntelPlace(string Name, string Sql, Func<FeedIndex, string, IEnumerable<ThreatIndicator>> Match)
{
    private const string Flow = "\"id.orig_h\" AS src, \"id.resp_h\" AS dst, \"id.resp_p\" AS port";
    private const string Where = "evidence, ts, first_frame, last_frame, line, uid";

    /// <summary>Tried, connected, or payload both ways, as conn.log says.</summary>
    private const string ConnLevel = """
        CASE WHEN orig_bytes > 0 AND resp_bytes > 0 THEN 3
            WHEN conn_state IN ('S0', 'REJ', 'RSTOS0', 'SH', 'OTH') AND coalesce(resp_bytes, 0) = 0 THEN 1 ELSE 2 END
        """;

    public static readonly IReadOnlyList<IntelPlace> All =
    [
        new(
            "conn.id.resp_h",
            $"""
            SELECT "id.resp_h" AS value, {Flow}, coalesce(service, proto) AS service, {ConnLevel} AS level, {Where},
                coalesce(orig_pkts, 0) + coalesce(resp_pkts, 0) AS packets FROM conn
            """,
            (feed, value) => feed.Address(value)
        ),
        new(
            "conn.id.orig_h",
            $"""
            SELECT "id.orig_h" AS value, "id.resp_h" AS src, "id.orig_h" AS dst, "id.resp_p" AS port,
                coalesce(service, proto) AS service, {ConnLevel} AS level, {Where},
                coalesce(orig_pkts, 0) + coalesce(resp_pkts, 0) AS packets FROM conn
            """,
            (feed, value) => feed.Address(value)
        ),
        new(
            "dns.query",
            $"SELECT query AS value, {Flow}, 'dns' AS service, 0 AS level, {Where}, 0 AS packets FROM dns",
            (feed, value) => feed.Name(value)
        ),
        new(
            "dns.answers",
            $"""
            SELECT unnest(string_split(translate(CAST(answers AS VARCHAR), '[] ', ''), ',')) AS value, {Flow},
                'dns' AS service, 0 AS level, {Where}, 0 AS packets FROM dns WHERE answers IS NOT NULL
            """,
            (feed, value) => feed.Address(value)
        ),
        new(
            "ssl.server_name",
            $"SELECT server_name AS value, {Flow}, 'ssl' AS service, 2 AS level, {Where}, 0 AS packets FROM ssl",
            (feed, value) => feed.Name(value)
        ),
        new(
            "ssl.ja3",
            $"SELECT ja3 AS value, {Flow}, 'ssl' AS service, 2 AS level, {Where}, 0 AS packets FROM ssl",
            (feed, value) => feed.Exact("ja3", value)
        ),
        new(
            "ssl.ja3s",
            $"SELECT ja3s AS value, {Flow}, 'ssl' AS service, 2 AS level, {Where}, 0 AS packets FROM ssl",
            (feed, value) => feed.Exact("ja3s", value)
        ),
        new(
            "ssl.ja4",
            $"SELECT ja4 AS value, {Flow}, 'ssl' AS service, 2 AS level, {Where}, 0 AS packets FROM ssl",
            (feed, value) => feed.Exact("ja4", value)
        ),
        new(
            "ssl.cert_chain_fps",
            $"""
            SELECT unnest(cert_chain_fps) AS value, {Flow}, 'ssl' AS service, 2 AS level, {Where}, 0 AS packets FROM ssl
            WHERE cert_chain_fps IS NOT NULL
            """,
            Certificate
        ),
        new(
            "quic.server_name",
            $"SELECT server_name AS value, {Flow}, 'quic' AS service, 2 AS level, {Where}, 0 AS packets FROM quic",
            (feed, value) => feed.Name(value)
        ),
        new(
            "http.host",
            $"""
            SELECT regexp_replace(host, ':[0-9]+$', '') AS value, {Flow}, 'http' AS service,
                CASE WHEN status_code IS NULL THEN 2 ELSE 3 END AS level, {Where}, 0 AS packets FROM http
            """,
            (feed, value) => feed.Name(value)
        ),
        new(
            "http.uri",
            $"""
            SELECT CASE WHEN uri LIKE 'http%://%' THEN uri WHEN method = 'CONNECT' THEN 'https://' || uri
                    ELSE 'http://' || coalesce(host, "id.resp_h") || uri END AS value, {Flow}, 'http' AS service,
                CASE WHEN status_code IS NULL THEN 2 ELSE 3 END AS level, {Where}, 0 AS packets FROM http WHERE uri IS NOT NULL
            """,
            (feed, value) => feed.Exact("url", value)
        ),
        File("md5", "file-md5"),
        File("sha1", "file-sha1"),
        File("sha256", "file-sha256"),
    ];

    private static IntelPlace File(string column, string type) =>
        new(
            $"files.{column}",
            $"""
            SELECT {column} AS value, coalesce("id.orig_h", list_extract(rx_hosts, 1)) AS src,
                coalesce("id.resp_h", list_extract(tx_hosts, 1)) AS dst, "id.resp_p" AS port, lower(source) AS service, 4 AS level,
                evidence, ts, first_frame, last_frame, line, coalesce(uid, list_extract(conn_uids, 1)) AS uid, 0 AS packets
            FROM files
            """,
            (feed, value) => feed.Exact(type, value)
        );

    /// <summary>Zeek's fingerprints are SHA-256 or, by an option, SHA-1.</summary>
    private static IEnumerable<ThreatIndicator> Certificate(FeedIndex feed, string value) =>
        feed.Exact("x509-sha256", value).Concat(feed.Exact("x509-sha1", value));
}
