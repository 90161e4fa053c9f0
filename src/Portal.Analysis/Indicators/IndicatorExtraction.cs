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
                Add(found, AddressType(finding.Destination!), finding.Destination!, finding.Title, finding);
                foreach (var (type, value, context) in TlsTraits(database, finding))
                {
                    Add(found, type, value, context, finding);
                }
                foreach (var url in UploadUrls(database, finding))
                {
                    Add(found, "url", url, "Receives an upload", finding);
                }
            }
            if (
                finding.DestinationName is { } name
                && !IPAddress.TryParse(name, out _)
                && name.Contains('.', StringComparison.Ordinal)
            )
            {
                Add(found, "domain-name", name.ToLowerInvariant(), finding.Title, finding);
            }
        }
        return [.. found.Values];
    }

    private static void Add(
        SortedDictionary<(string, string), Indicator> found,
        string type,
        string value,
        string context,
        Finding finding
    )
    {
        found[(type, value)] = found.TryGetValue((type, value), out var known)
            ? known with
            {
                FirstTime = Math.Min(known.FirstTime, finding.FirstTime),
                LastTime = Math.Max(known.LastTime, finding.LastTime),
                Findings = [.. known.Findings.Append(finding.Key).Distinct(StringComparer.Ordinal)],
            }
            : new Indicator(type, value, context, finding.FirstTime, finding.LastTime, [finding.Key]);
    }

    private static string AddressType(string address) =>
        IpAddress.TryParse(address, out var parsed) && !parsed.IsIpv4 ? "ipv6-addr" : "ipv4-addr";

    /// <summary>
    /// The leaf certificate and the fingerprints of the sessions; a client's fingerprint only if no other destination saw
    /// it, because the fingerprint of a common library points at nobody.
    /// </summary>
    private static IEnumerable<(string Type, string Value, string Context)> TlsTraits(
        RecordDatabase database,
        Finding finding
    )
    {
        const string Sql = """
            WITH mine AS (
              SELECT cert_chain_fps[1] AS certificate, subject, ja3, ja4 FROM ssl
              WHERE "id.orig_h" = $source AND "id.resp_h" = $destination)
            SELECT 'x509-sha256' AS type, certificate AS value, 'Certificate ' || coalesce(any_value(subject), '') AS context
              FROM mine WHERE length(certificate) = 64 GROUP BY certificate
            UNION ALL
            SELECT 'ja3', ja3, 'TLS client fingerprint seen towards this destination only' FROM mine WHERE ja3 IS NOT NULL
              AND ja3 NOT IN (SELECT ja3 FROM ssl WHERE "id.resp_h" <> $destination AND ja3 IS NOT NULL) GROUP BY ja3
            UNION ALL
            SELECT 'ja4', ja4, 'TLS client fingerprint seen towards this destination only' FROM mine WHERE ja4 IS NOT NULL
              AND ja4 NOT IN (SELECT ja4 FROM ssl WHERE "id.resp_h" <> $destination AND ja4 IS NOT NULL) GROUP BY ja4
            ORDER BY type, value
            """;
        return database
            .Query(
                Sql,
                reader => (reader.GetString(0), reader.GetString(1), reader.GetString(2)),
                ("source", finding.Source),
                ("destination", finding.Destination)
            )
            .ToList();
    }

    private static List<string> UploadUrls(RecordDatabase database, Finding finding)
    {
        const string Sql = """
            SELECT DISTINCT 'http://' || coalesce(host, "id.resp_h") || CASE WHEN "id.resp_p" = 80 OR contains(coalesce(host, ''), ':')
              THEN '' ELSE ':' || "id.resp_p" END || split_part(uri, '?', 1) AS url
            FROM http
            WHERE "id.orig_h" = $source AND "id.resp_h" = $destination AND method IN ('POST', 'PUT')
              AND request_body_len >= 1024 AND starts_with(uri, '/') AND length(uri) < 1024
            ORDER BY url LIMIT 20
            """;
        return
        [
            .. database
                .Query(
                    Sql,
                    reader => reader.GetString(0),
                    ("source", finding.Source),
                    ("destination", finding.Destination)
                )
                .Where(url => Uri.TryCreate(url, UriKind.Absolute, out _)),
        ];
    }
}
