using DuckDB.NET.Data;
using Portal.Analysis.Store;

namespace Portal.Analysis.Detectors.LateralMovement;

/// <summary>Reads who used which administrative service of whom, and which sources show other evidence.</summary>
internal static class AdminUseReader
{
    /// <summary>By well-known port, or by what the engine recognised. Attempts without an answer are scans, not sessions.</summary>
    private const string Flows = """
        WITH flows AS (
            SELECT evidence, uid, ts, "id.orig_h" AS src, "id.resp_h" AS dst, "id.resp_p" AS port,
                CASE
                    WHEN "id.resp_p" IN (139, 445) OR regexp_matches(lower(coalesce(service, '')), '(^|,)smb(,|$)') THEN 'smb'
                    WHEN "id.resp_p" = 3389 OR regexp_matches(lower(coalesce(service, '')), '(^|,)rdp(,|$)') THEN 'rdp'
                    WHEN "id.resp_p" IN (5985, 5986) THEN 'winrm'
                    WHEN "id.resp_p" = 135 OR regexp_matches(lower(coalesce(service, '')), '(^|,)dce_rpc(,|$)') THEN 'rpc'
                    WHEN "id.resp_p" = 22 OR regexp_matches(lower(coalesce(service, '')), '(^|,)ssh(,|$)') THEN 'ssh'
                    WHEN "id.resp_p" IN (389, 636, 3268, 3269)
                        OR regexp_matches(lower(coalesce(service, '')), '(^|,)ldap(_tcp)?(,|$)') THEN 'ldap'
                END AS kind,
                coalesce(orig_bytes, 0) AS sent, coalesce(resp_bytes, 0) AS received,
                coalesce(TRY_CAST(duration AS DOUBLE), 0) AS duration,
                coalesce(orig_pkts, 0) + coalesce(resp_pkts, 0) AS packets, first_frame, last_frame, line
            FROM conn
            WHERE lower(proto) = 'tcp' AND ts IS NOT NULL AND "id.orig_h" <> "id.resp_h" AND "id.resp_p" IS NOT NULL
                AND coalesce(orig_bytes, 0) > 0 AND coalesce(resp_bytes, 0) > 0
        )
        """;

    /// <summary>Two sensors tell of the same flows, so amounts are those of the sensor that saw most.</summary>
    private const string UsesSql =
        Flows
        + """

            , sensors AS (
                SELECT src, dst, kind, evidence, mode(port ORDER BY port) AS port, count(*) AS flows, sum(sent) AS sent,
                    sum(received) AS received, max(duration) AS seconds, count(DISTINCT date_trunc('day', ts)) AS days,
                    min(epoch_ns(ts)) AS first, max(epoch_ns(ts) + CAST(duration * 1e9 AS BIGINT)) AS last
                FROM flows WHERE kind IS NOT NULL GROUP BY ALL
            )
            SELECT src, dst, kind, min(port), max(flows), CAST(max(sent) AS BIGINT), CAST(max(received) AS BIGINT), max(seconds),
                max(days), min(first), max(last)
            FROM sensors GROUP BY src, dst, kind ORDER BY src, dst, kind
            """;

    /// <summary>Ends in <c>cited</c>: the flows of a use.</summary>
    public const string Cited =
        Flows
        + """

            , cited AS (
                SELECT src || chr(30) || dst || chr(30) || kind AS subject, evidence, ts, first_frame, last_frame, line, uid, packets,
                    first_frame AS flow_first_frame, last_frame AS flow_last_frame
                FROM flows
                WHERE src || chr(30) || dst || chr(30) || kind IN (SELECT unnest(string_split($keys, chr(31))))
            )
            """;

    private const string SelfSignedSql = """
        WITH certificates AS (
            SELECT fingerprint, min("certificate.subject") AS subject, min("certificate.issuer") AS issuer
            FROM x509 WHERE fingerprint IS NOT NULL GROUP BY fingerprint
        )
        SELECT DISTINCT s."id.orig_h", s."id.resp_h"
        FROM ssl s LEFT JOIN certificates c ON c.fingerprint = list_extract(s.cert_chain_fps, 1)
        WHERE s."id.orig_h" IS NOT NULL AND s."id.resp_h" IS NOT NULL
            AND coalesce(c.subject, s.subject) = coalesce(c.issuer, s.issuer)
        ORDER BY ALL
        """;

    private const string PeersSql = """
        SELECT DISTINCT "id.orig_h", "id.resp_h" FROM conn
        WHERE "id.orig_h" IS NOT NULL AND "id.resp_h" IS NOT NULL ORDER BY ALL
        """;

    public static string Subject(AdminUse use) => $"{use.Source}\u001e{use.Target}\u001e{use.Service.Id}";

    public static List<AdminUse> Uses(RecordDatabase database, CancellationToken cancellation) =>
        [.. database.Query(UsesSql, Read, cancellation)];

    /// <summary>Sources and the servers that showed them a self-signed certificate.</summary>
    public static List<(string Source, string Server)> SelfSigned(
        RecordDatabase database,
        CancellationToken cancellation
    ) => [.. database.Query(SelfSignedSql, Pair, cancellation)];

    /// <summary>All pairs of addresses that had a flow.</summary>
    public static IEnumerable<(string Source, string Server)> Pairs(
        RecordDatabase database,
        CancellationToken cancellation
    ) => database.Query(PeersSql, Pair, cancellation);

    private static (string Source, string Server) Pair(DuckDBDataReader row) => (row.GetString(0), row.GetString(1));

    private static AdminUse Read(DuckDBDataReader row) =>
        new()
        {
            Source = row.GetString(0),
            Target = row.GetString(1),
            Service = AdminService.Of(row.GetString(2)),
            Port = (int)row.GetInt64(3),
            Connections = row.GetInt64(4),
            Sent = row.GetInt64(5),
            Received = row.GetInt64(6),
            Seconds = row.GetDouble(7),
            Days = row.GetInt64(8),
            FirstTime = row.GetInt64(9),
            LastTime = row.GetInt64(10),
        };
}
