using System.Net;
using Portal.Analysis.Findings;
using Portal.Analysis.Store;
using Portal.Traffic.Packets;

namespace Portal.Analysis.Indicators;

/// <summary>
/// Draws indicators from findings of medium severity and above: the other side's addresses and names, and from the records
/// of the same traffic its certificates, fingerprints and upload URLs. Addresses of the own network are never indicators.
/// </summary>
public static class IndicatorExtraction
{
    /// <param name="database">The records the findings were drawn from.</param>
    /// <param name="findings">All findings; those under medium give no indicator.</param>
    /// <param name="isInternal">Whether an address belongs to the own network.</param>
    /// <param name="cancellation">Stops between queries.</param>
    /// <returns>By type, then by value.</returns>
    public static IReadOnlyList<Indicator> From(
        RecordDatabase database,
        IReadOnlyList<Finding> findings,
        Func<string, bool> isInternal,
        CancellationToken cancellation = default
    )
    {
        var found = new SortedDictionary<(string Type, string Value), Indicator>();
        foreach (var finding in findings.Where(finding => finding.Severity >= Severity.Medium))
        {
            cancellation.ThrowIfCancellationRequested();
            var isExternal = finding.Destination is { } destination && !isInternal(destination);
            if (isExternal)
            {
                Add(found, Of(finding, AddressType(finding.Destination!), finding.Destination!));
                foreach (var trait in TlsTraits(database, finding).Concat(UploadUrls(database, finding)))
                {
                    Add(found, trait);
                }
            }
            if (
                finding.DestinationName is { } name
                && !IPAddress.TryParse(name, out _)
                && name.Contains('.', StringComparison.Ordinal)
            )
            {
                Add(found, Of(finding, "domain-name", name.ToLowerInvariant()));
            }
        }
        return [.. found.Values];
    }

    private static Indicator Of(Finding finding, string type, string value) =>
        new(type, value, finding.Title, finding.FirstTime, finding.LastTime, [finding.Key]);

    private static void Add(SortedDictionary<(string, string), Indicator> found, Indicator indicator)
    {
        var key = (indicator.Type, indicator.Value);
        found[key] = found.TryGetValue(key, out var known)
            ? known with
            {
                FirstTime = Math.Min(known.FirstTime, indicator.FirstTime),
                LastTime = Math.Max(known.LastTime, indicator.LastTime),
                Findings = [.. known.Findings.Concat(indicator.Findings).Distinct(StringComparer.Ordinal)],
            }
            : indicator;
    }

    private static string AddressType(string address) =>
        IpAddress.TryParse(address, out var parsed) && !parsed.IsIpv4 ? "ipv6-addr" : "ipv4-addr";

    /// <summary>
    /// The leaf certificate and the fingerprints of the sessions; a client's fingerprint only if no other destination saw
    /// it, because the fingerprint of a common library points at nobody.
    /// </summary>
    private static IEnumerable<Indicator> TlsTraits(RecordDatabase database, Finding finding)
    {
        const string Sql = """
            WITH mine AS (
              SELECT epoch_ns(ts) AS time, cert_chain_fps[1] AS certificate, subject, ja3, ja4 FROM ssl
              WHERE "id.orig_h" = $source AND "id.resp_h" = $destination AND "id.resp_p" = coalesce($port, "id.resp_p"))
            SELECT 'x509-sha256' AS type, certificate AS value, 'Certificate ' || coalesce(any_value(subject), '') AS context,
              min(time), max(time) FROM mine WHERE length(certificate) = 64 GROUP BY certificate
            UNION ALL
            SELECT 'ja3', ja3, 'TLS client fingerprint seen towards this destination only', min(time), max(time) FROM mine WHERE ja3 IS NOT NULL
              AND ja3 NOT IN (SELECT ja3 FROM ssl WHERE "id.resp_h" <> $destination AND ja3 IS NOT NULL) GROUP BY ja3
            UNION ALL
            SELECT 'ja4', ja4, 'TLS client fingerprint seen towards this destination only', min(time), max(time) FROM mine WHERE ja4 IS NOT NULL
              AND ja4 NOT IN (SELECT ja4 FROM ssl WHERE "id.resp_h" <> $destination AND ja4 IS NOT NULL) GROUP BY ja4
            ORDER BY type, value
            """;
        return Read(database, finding, Sql);
    }

    private static IEnumerable<Indicator> UploadUrls(RecordDatabase database, Finding finding)
    {
        const string Sql = """
            SELECT 'url' AS type, 'http://' || coalesce(host, "id.resp_h")
              || CASE WHEN "id.resp_p" = 80 OR contains(coalesce(host, ''), ':') THEN '' ELSE ':' || "id.resp_p" END
              || split_part(uri, '?', 1) AS value, 'Receives an upload' AS context, min(epoch_ns(ts)), max(epoch_ns(ts))
            FROM http
            WHERE "id.orig_h" = $source AND "id.resp_h" = $destination AND "id.resp_p" = coalesce($port, "id.resp_p")
              AND method IN ('POST', 'PUT') AND request_body_len >= 1024 AND starts_with(uri, '/') AND length(uri) < 1024
            GROUP BY value ORDER BY value LIMIT 20
            """;
        return Read(database, finding, Sql).Where(url => Uri.TryCreate(url.Value, UriKind.Absolute, out _));
    }

    /// <summary>With the times at which they were seen themselves, which a finding of wider traffic does not tell.</summary>
    private static List<Indicator> Read(RecordDatabase database, Finding finding, string sql) =>
        [
            .. database.Query(
                sql,
                row => new Indicator(
                    row.GetString(0),
                    row.GetString(1),
                    row.GetString(2),
                    row.IsDBNull(3) ? finding.FirstTime : row.GetInt64(3),
                    row.IsDBNull(4) ? finding.LastTime : row.GetInt64(4),
                    [finding.Key]
                ),
                ("source", finding.Source),
                ("destination", finding.Destination),
                ("port", finding.Port)
            ),
        ];
}
