using Portal.Analysis.Store;

namespace Portal.Analysis.Detectors.Events;

/// <summary>
/// The common table expressions that turn flows, TLS handshakes and HTTP requests into events of a source and an object.
/// An HTTP request is an event of its own (beats inside a kept-alive flow are seen), any other flow is one. The object is
/// the name that the source asked for (server name, Host, CONNECT target), and the address where there is none; where names
/// or addresses are used once and thrown away, the address or the client's fingerprint that stays.
/// </summary>
internal static class EventSql
{
    /// <summary>A copy of a flow from a second sensor falls into the same session; ports are reused later than this.</summary>
    private const string SessionNanoseconds = "300000000000";

    private const string Tls = """
        certificates AS (
            SELECT fingerprint, min("certificate.subject") AS subject, min("certificate.issuer") AS issuer,
                min(TRY_CAST("certificate.not_valid_before" AS TIMESTAMP_NS)) AS valid_from
            FROM x509 WHERE fingerprint IS NOT NULL GROUP BY fingerprint
        ),
        tls AS (
            SELECT s.uid, min(nullif(lower(s.server_name), '')) AS name, min(s.ja3) AS ja3, min(s.ja3s) AS ja3s,
                min(@ja4) AS ja4, min(coalesce(s.subject, c.subject)) AS subject,
                min(coalesce(s.issuer, c.issuer)) AS issuer, min(c.valid_from) AS valid_from
            FROM ssl s LEFT JOIN certificates c ON c.fingerprint = list_extract(s.cert_chain_fps, 1)
            WHERE s.uid IS NOT NULL GROUP BY s.uid
            UNION ALL
            SELECT uid, min(nullif(lower(server_name), '')), NULL, NULL, NULL, NULL, NULL, NULL
            FROM quic q ANTI JOIN ssl s ON s.uid = q.uid WHERE uid IS NOT NULL GROUP BY uid
        ),
        """;

    private const string NoTls = """
        tls AS (
            SELECT NULL::VARCHAR AS uid, NULL::VARCHAR AS name, NULL::VARCHAR AS ja3, NULL::VARCHAR AS ja3s,
                NULL::VARCHAR AS ja4, NULL::VARCHAR AS subject, NULL::VARCHAR AS issuer, NULL::TIMESTAMP_NS AS valid_from
            WHERE false
        ),
        """;

    private const string Flows = """
        flows AS NOT MATERIALIZED (
            SELECT evidence, uid, ts, "id.orig_h" AS src, "id.orig_p" AS sport, "id.resp_h" AS dst, "id.resp_p" AS port,
                lower(proto) AS proto, lower(service) AS service, TRY_CAST(duration AS DOUBLE) AS duration,
                orig_bytes, resp_bytes, orig_ip_bytes, conn_state,
                coalesce(orig_pkts, 0) + coalesce(resp_pkts, 0) AS packets, first_frame, last_frame, line
            FROM conn
            UNION ALL
            SELECT evidence, uid, ts, "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", 'tcp', 'ssl', NULL,
                NULL, NULL, NULL, NULL, 0, first_frame, last_frame, line
            FROM ssl s ANTI JOIN conn c ON c.uid = s.uid
        ),
        """;

    private const string Requests = """
        carriers AS (
            SELECT uid, min(ts) AS ts, max(orig_bytes) AS orig_bytes, max(resp_bytes) AS resp_bytes,
                max(orig_ip_bytes) AS orig_ip_bytes, max(packets) AS packets, max(duration) AS duration,
                min(evidence) AS evidence, min(first_frame) AS first_frame, max(last_frame) AS last_frame
            FROM flows SEMI JOIN http USING (uid) GROUP BY uid
        ),
        requests AS NOT MATERIALIZED (
            SELECT evidence, uid, ts, lower(method) AS method, user_agent, host, uri,
                coalesce(nullif(regexp_extract(CAST(proxied AS VARCHAR),
                    'X-FORWARDED-FOR -> ([0-9a-fA-F.:]+)', 1), ''), "id.orig_h") AS src,
                "id.orig_p" AS sport, "id.resp_h" AS dst, "id.resp_p" AS port,
                lower(CASE WHEN method = 'CONNECT' THEN regexp_extract(uri, '^\[?([^\]/]+?)\]?(:[0-9]+)?$', 1)
                    ELSE regexp_replace(host, ':[0-9]+$', '') END) AS asked,
                coalesce(request_body_len, 0) AS body, coalesce(response_body_len, 0) AS reply,
                first_frame, last_frame, line, count(*) OVER (PARTITION BY uid) AS shared
            FROM http
        ),
        asked AS NOT MATERIALIZED (
            SELECT r.evidence, r.uid, r.ts, r.src, r.sport, r.dst, r.port, 'tcp' AS proto,
                CASE WHEN t.uid IS NULL THEN 'http' ELSE 'http,ssl' END AS service,
                CASE WHEN r.asked = r.dst OR r.asked = '' OR (r.method <> 'connect'
                    AND regexp_full_match(r.asked, '[0-9.]+|\[?[0-9a-f:.]*:[0-9a-f:.]*\]?')) THEN NULL ELSE r.asked END AS name,
                CASE WHEN r.method = 'connect' THEN CAST(c.orig_bytes AS DOUBLE) / r.shared
                    ELSE CAST(r.body + coalesce(length(r.uri), 0) AS DOUBLE) END AS request, CAST(r.reply AS DOUBLE) AS response,
                coalesce(c.ts, r.ts) AS flow_ts, CAST(coalesce(c.orig_ip_bytes, r.body) AS DOUBLE) AS ip_bytes,
                coalesce(c.orig_bytes, r.body * r.shared) / r.shared AS sent,
                coalesce(c.resp_bytes, r.reply * r.shared) / r.shared AS received,
                false AS is_failed, coalesce(c.packets, 0) / r.shared AS packets,
                CASE WHEN r.shared = 1 THEN c.duration END AS duration, r.method, r.body,
                t.ja3, t.ja3s, t.ja4, t.subject, t.issuer, t.valid_from, r.user_agent,
                (r.host IS NULL OR r.host = '') AND r.method <> 'connect' AS is_host_missing,
                r.first_frame, r.last_frame, r.line,
                CASE WHEN c.evidence = r.evidence THEN c.first_frame ELSE r.first_frame END AS flow_first_frame,
                CASE WHEN c.evidence = r.evidence THEN c.last_frame ELSE r.last_frame END AS flow_last_frame
            FROM requests r LEFT JOIN carriers c ON c.uid = r.uid LEFT JOIN tls t ON t.uid = r.uid
        ),
        """;

    /// <summary>Flows that carry no request; nobody answers a multicast or broadcast address, so it is no object.</summary>
    private const string Spoken = """
        carried AS NOT MATERIALIZED (
            SELECT f.evidence, f.uid, f.ts, f.src, f.sport, f.dst, f.port, f.proto, f.service, t.name,
                CAST(f.orig_bytes AS DOUBLE) AS request, CAST(f.resp_bytes AS DOUBLE) AS response, f.ts AS flow_ts,
                CAST(coalesce(f.orig_ip_bytes, f.orig_bytes) AS DOUBLE) AS ip_bytes,
                CAST(coalesce(f.orig_bytes, 0) AS DOUBLE) AS sent, CAST(coalesce(f.resp_bytes, 0) AS DOUBLE) AS received,
                f.conn_state IN ('S0', 'REJ', 'RSTOS0', 'SH') AS is_failed, f.packets, f.duration,
                NULL::VARCHAR AS method, NULL::BIGINT AS body, t.ja3, t.ja3s, t.ja4, t.subject, t.issuer, t.valid_from,
                NULL::VARCHAR AS user_agent, NULL::BOOLEAN AS is_host_missing, f.first_frame, f.last_frame, f.line,
                f.first_frame AS flow_first_frame, f.last_frame AS flow_last_frame
            FROM flows f @uncarried LEFT JOIN tls t ON t.uid = f.uid
        ),
        spoken AS NOT MATERIALIZED (
            SELECT * FROM (@raw)
            WHERE ts IS NOT NULL AND src IS NOT NULL AND dst IS NOT NULL
                AND NOT regexp_matches(dst, '^(22[4-9]|23[0-9])\.|^255\.255\.255\.255$|^[fF][fF][0-9a-fA-F]{2}:')
                AND NOT (proto = 'udp' AND regexp_matches(dst, '^[0-9.]+\.255$'))
                AND src NOT IN ('0.0.0.0', '::')
        )
        """;

    /// <summary>Of the copies of one flow, the one that has a name, then the one that has frames, is counted.</summary>
    private const string SeveralSensors = $"""
        WITH twice AS (
            SELECT src, sport, dst, port, proto FROM spoken GROUP BY ALL HAVING min(evidence) <> max(evidence)
        ),
        gaps AS (
            SELECT s.*, epoch_ns(s.ts) - epoch_ns(lag(s.ts) OVER (PARTITION BY s.src, s.sport, s.dst, s.port, s.proto
                ORDER BY s.ts, s.evidence)) AS gap FROM spoken s JOIN twice USING (src, sport, dst, port, proto)
        ),
        sessions AS (
            SELECT *, sum(CASE WHEN gap <= {SessionNanoseconds} THEN 0 ELSE 1 END) OVER (PARTITION BY src, sport, dst, port,
                proto ORDER BY ts, evidence ROWS UNBOUNDED PRECEDING) AS session FROM gaps
        )
        SELECT * EXCLUDE (gap, session), evidence <> first_value(evidence) OVER (PARTITION BY src, sport, dst, port, proto,
            session ORDER BY name IS NULL, first_frame IS NULL, evidence) AS is_copy FROM sessions
        UNION ALL BY NAME
        SELECT s.*, false AS is_copy FROM spoken s ANTI JOIN twice USING (src, sport, dst, port, proto)
        """;

    /// <summary>The view that is made last: when it is there, all are.</summary>
    private const string Last = "throwaway_addresses";

    private const string ThrowawayNames = """
        SELECT src, dst, port FROM (
            SELECT src, dst, port, name, count(*) AS uses FROM sightings WHERE name IS NOT NULL AND NOT is_copy GROUP BY ALL)
        GROUP BY ALL HAVING count(*) >= 20 AND count(*) * 2 >= sum(uses)
        """;

    private const string ThrowawayAddresses = """
        SELECT src, ja4 FROM (
            SELECT src, ja4, dst, count(*) AS uses FROM sightings WHERE name IS NULL AND ja4 IS NOT NULL AND NOT is_copy
            GROUP BY ALL)
        GROUP BY ALL HAVING count(*) >= 5 AND count(*) * 2 >= sum(uses)
        """;

    private const string Events = """
        WITH events AS NOT MATERIALIZED (
            SELECT s.*, CASE
                WHEN s.name IS NOT NULL AND n.src IS NULL THEN s.name
                WHEN s.name IS NULL AND a.src IS NOT NULL THEN 'ja4:' || s.ja4
                WHEN s.proto IN ('tcp', 'udp') THEN s.dst || ':' || s.port || '/' || s.proto
                ELSE s.dst || '/' || coalesce(s.proto, 'ip') END AS object
            FROM sightings s
            LEFT JOIN throwaway_names n ON n.src = s.src AND n.dst = s.dst AND n.port = s.port
            LEFT JOIN throwaway_addresses a ON a.src = s.src AND a.ja4 = s.ja4
        )
        """;

    /// <summary>Evidence whose times overlap may hold the same flows twice; consecutive logs do not.</summary>
    private const string SpansSql = """
        SELECT kind, min(epoch_ns(ts)), max(epoch_ns(ts)) FROM (
            SELECT 'conn' AS kind, evidence, ts FROM conn UNION ALL SELECT 'http', evidence, ts FROM http
            UNION ALL SELECT 'ssl', evidence, ts FROM ssl)
        WHERE ts IS NOT NULL GROUP BY kind, evidence ORDER BY ALL
        """;

    /// <summary>
    /// <c>WITH … events</c>: evidence, uid, ts, src, sport, dst, port, proto, service, name, object, request and response
    /// (bytes), flow_ts, ip_bytes, sent and received (payload bytes, shared among the requests of a flow), is_failed,
    /// packets, duration (of flows, seconds), method and body (of requests), ja3, ja3s, ja4, subject, issuer, valid_from,
    /// user_agent, is_host_missing, first_frame, last_frame, line, flow_first_frame and flow_last_frame (of the flow that
    /// carries a request), is_copy.
    /// </summary>
    public static string Create(RecordDatabase database, CancellationToken cancellation)
    {
        if (database.IsDerived(Last))
        {
            return Events;
        }
        if (IsSeenTwice(database))
        {
            // In two steps: the joins of the first and the windows of the second do not hold their memory at once.
            database.Derive("spoken", SpokenSql(database) + " SELECT * FROM spoken", cancellation);
            database.Derive("sightings", SeveralSensors, cancellation);
        }
        else
        {
            database.Derive("sightings", SpokenSql(database) + " SELECT *, false AS is_copy FROM spoken", cancellation);
        }
        database.Derive("throwaway_names", ThrowawayNames, cancellation);
        database.Derive(Last, ThrowawayAddresses, cancellation);
        return Events;
    }

    /// <summary>Only what the evidence has is joined: each join takes memory even for nothing.</summary>
    private static string SpokenSql(RecordDatabase database)
    {
        var isTls = database.HasRows("ssl") || database.HasRows("quic");
        var isHttp = database.HasRows("http");
        var ja4 = database.Columns("ssl").Any(column => column.Name == "ja4") ? "s.ja4" : "NULL::VARCHAR";
        var raw = isHttp ? "SELECT * FROM carried UNION ALL BY NAME SELECT * FROM asked" : "SELECT * FROM carried";
        // Against the carriers, which are few: NOT EXISTS over http would hold every flow in memory instead.
        var uncarried = isHttp ? "ANTI JOIN carriers c ON c.uid = f.uid" : "";
        return "WITH "
            + (isTls ? Tls.Replace("@ja4", ja4, StringComparison.Ordinal) : NoTls)
            + Flows
            + (isHttp ? Requests : "")
            + Spoken
                .Replace("@raw", raw, StringComparison.Ordinal)
                .Replace("@uncarried", uncarried, StringComparison.Ordinal);
    }

    private static bool IsSeenTwice(RecordDatabase database)
    {
        var spans = database.Query(
            SpansSql,
            row => (Kind: row.GetString(0), First: row.GetInt64(1), Last: row.GetInt64(2))
        );
        return spans
            .GroupBy(span => span.Kind)
            .Any(kind =>
            {
                var ordered = kind.OrderBy(span => span.First).ToList();
                return ordered.Zip(ordered.Skip(1)).Any(pair => pair.Second.First < pair.First.Last);
            });
    }
}
