using Portal.Analysis.Findings;
using Portal.Analysis.Store;

namespace Portal.Analysis.Indicators;

/// <summary>What the records tell of the other side of findings: its certificates, fingerprints and upload URLs.</summary>
internal static class TrafficTraits
{
    private const int MaxUrlsOfFinding = 20;

    /// <summary>Ends in <c>wanted</c>: one row for each finding, in one scan of the records for all of them.</summary>
    private const string Wanted = """
        WITH wanted AS (
            SELECT unnest($findings) AS finding, unnest($sources) AS source, unnest($destinations) AS destination,
                unnest($ports) AS port
        )
        """;

    /// <summary>
    /// The leaf certificate and the fingerprints of the sessions; a client's fingerprint only if no other destination saw
    /// it, because the fingerprint of a common library points at nobody.
    /// </summary>
    private const string TlsSql = $"""
        {Wanted}
        , mine AS (
            SELECT w.finding, w.destination, epoch_ns(s.ts) AS time, s.cert_chain_fps[1] AS certificate, s.subject, s.ja3, s.ja4
            FROM ssl s JOIN wanted w ON s."id.orig_h" = w.source AND s."id.resp_h" = w.destination
                AND (w.port < 0 OR s."id.resp_p" = w.port)
        ),
        -- Of a fingerprint that two destinations saw, one of the two is another one than any given.
        ja3s AS (SELECT ja3, min("id.resp_h") AS a, max("id.resp_h") AS b FROM ssl WHERE ja3 IS NOT NULL GROUP BY ja3),
        ja4s AS (SELECT ja4, min("id.resp_h") AS a, max("id.resp_h") AS b FROM ssl WHERE ja4 IS NOT NULL GROUP BY ja4)
        SELECT finding, 'x509-sha256' AS type, certificate AS value, 'Certificate ' || coalesce(min(subject), '') AS context,
            min(time), max(time) FROM mine WHERE length(certificate) = 64 GROUP BY finding, certificate
        UNION ALL
        SELECT finding, 'ja3', m.ja3, 'TLS client fingerprint seen towards this destination only', min(time), max(time)
        FROM mine m JOIN ja3s j ON j.ja3 = m.ja3 AND j.a = m.destination AND j.b = m.destination GROUP BY finding, m.ja3
        UNION ALL
        SELECT finding, 'ja4', m.ja4, 'TLS client fingerprint seen towards this destination only', min(time), max(time)
        FROM mine m JOIN ja4s j ON j.ja4 = m.ja4 AND j.a = m.destination AND j.b = m.destination GROUP BY finding, m.ja4
        ORDER BY finding, type, value
        """;

    private const string UploadSql = $"""
        {Wanted}
        SELECT w.finding, 'url' AS type, 'http://' || coalesce(h.host, h."id.resp_h")
            || CASE WHEN h."id.resp_p" = 80 OR contains(coalesce(h.host, ''), ':') THEN '' ELSE ':' || h."id.resp_p" END
            || split_part(h.uri, '?', 1) AS value, 'Receives an upload' AS context, min(epoch_ns(h.ts)), max(epoch_ns(h.ts))
        FROM http h JOIN wanted w ON h."id.orig_h" = w.source AND h."id.resp_h" = w.destination
            AND (w.port < 0 OR h."id.resp_p" = w.port)
        WHERE h.method IN ('POST', 'PUT') AND h.request_body_len >= 1024 AND starts_with(h.uri, '/') AND length(h.uri) < 1024
        GROUP BY w.finding, value ORDER BY w.finding, value
        """;

    /// <summary>By the key of the finding, with the times at which they were seen themselves.</summary>
    public static ILookup<string, Indicator> Read(
        RecordDatabase database,
        IReadOnlyList<Finding> findings,
        CancellationToken cancellation
    )
    {
        var byKey = findings
            .DistinctBy(finding => finding.Key, StringComparer.Ordinal)
            .ToDictionary(finding => finding.Key);
        var traits = new List<Indicator>();
        if (byKey.Count > 0 && database.HasRows("ssl"))
        {
            traits.AddRange(Read(database, byKey, TlsSql, cancellation));
        }
        if (byKey.Count > 0 && database.HasRows("http"))
        {
            traits.AddRange(
                Read(database, byKey, UploadSql, cancellation)
                    .Where(url => Uri.TryCreate(url.Value, UriKind.Absolute, out _))
                    .GroupBy(url => url.Findings[0], StringComparer.Ordinal)
                    .SelectMany(urls => urls.Take(MaxUrlsOfFinding))
            );
        }
        return traits.ToLookup(trait => trait.Findings[0], StringComparer.Ordinal);
    }

    private static List<Indicator> Read(
        RecordDatabase database,
        Dictionary<string, Finding> findings,
        string sql,
        CancellationToken cancellation
    ) =>
        [
            .. database.Query(
                sql,
                row =>
                {
                    var finding = findings[row.GetString(0)];
                    return new Indicator(
                        row.GetString(1),
                        row.GetString(2),
                        row.GetString(3),
                        row.IsDBNull(4) ? finding.FirstTime : row.GetInt64(4),
                        row.IsDBNull(5) ? finding.LastTime : row.GetInt64(5),
                        [finding.Key]
                    );
                },
                cancellation,
                ("findings", findings.Keys.ToList()),
                ("sources", findings.Values.Select(finding => finding.Source).ToList()),
                ("destinations", findings.Values.Select(finding => finding.Destination!).ToList()),
                ("ports", findings.Values.Select(finding => (long)(finding.Port ?? -1)).ToList())
            ),
        ];
}
