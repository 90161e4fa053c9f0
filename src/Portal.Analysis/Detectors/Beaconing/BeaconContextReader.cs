using DuckDB.NET.Data;
using Portal.Analysis.Detectors.Events;
using Portal.Traffic;

namespace Portal.Analysis.Detectors.Beaconing;

/// <summary>Reads the surroundings of the pairs that are worth it, each kind in one query over all of them.</summary>
internal sealed class BeaconContextReader(DetectionContext context, string expressions)
{
    /// <summary>
    /// The value that most events of a pair have, of each kind; of several the lowest. Counted by combinations first: an
    /// ordered <c>mode</c> would hold every value of every event in memory.
    /// </summary>
    private const string AboutSql = """

        , combined AS (
            SELECT e.src, e.object, e.dst, e.port, e.proto, e.service, e.ja3, e.ja3s, e.ja4, e.subject, e.issuer, e.user_agent,
                count(*) AS uses, min(e.name) AS name, sum(e.sent) AS sent, sum(e.received) AS received,
                min(epoch_ns(e.valid_from)) AS valid_from, count(e.is_host_missing) AS asked,
                count(*) FILTER (e.is_host_missing) AS missing
            FROM events e JOIN wanted w ON w.src = e.src AND w.object = e.object
            WHERE NOT e.is_copy GROUP BY ALL
        ),
        told AS (
            SELECT src, object, told.kind AS kind, told.value AS value, sum(uses) AS uses
            FROM (
                SELECT src, object, uses, unnest([{'kind': 'dst', 'value': dst},
                    {'kind': 'port', 'value': lpad(CAST(port AS VARCHAR), 20, '0')}, {'kind': 'proto', 'value': proto},
                    {'kind': 'service', 'value': service}, {'kind': 'ja3', 'value': ja3}, {'kind': 'ja3s', 'value': ja3s},
                    {'kind': 'ja4', 'value': ja4}, {'kind': 'subject', 'value': subject}, {'kind': 'issuer', 'value': issuer},
                    {'kind': 'user_agent', 'value': user_agent}]) AS told
                FROM combined)
            WHERE told.value IS NOT NULL GROUP BY ALL
        ),
        usual AS (
            SELECT src, object, kind, arg_min(value, {'uses': -uses, 'value': value}) AS value, count(*) AS different,
                min(value, 16) AS lowest
            FROM told GROUP BY ALL
        ),
        about AS (
            SELECT src, object, max(value) FILTER (kind = 'dst') AS dst, max(different) FILTER (kind = 'dst') AS dsts,
                any_value(lowest) FILTER (kind = 'dst') AS lowest, CAST(max(value) FILTER (kind = 'port') AS BIGINT) AS port,
                max(value) FILTER (kind = 'proto') AS proto, max(value) FILTER (kind = 'service') AS service,
                max(value) FILTER (kind = 'ja3') AS ja3, max(value) FILTER (kind = 'ja3s') AS ja3s,
                max(value) FILTER (kind = 'ja4') AS ja4, max(value) FILTER (kind = 'subject') AS subject,
                max(value) FILTER (kind = 'issuer') AS issuer, max(value) FILTER (kind = 'user_agent') AS user_agent
            FROM usual GROUP BY ALL
        )
        SELECT a.src, a.object, a.dst, a.dsts, a.lowest, min(c.name), a.port, a.proto, a.service,
            CAST(round(sum(c.sent)) AS BIGINT), CAST(round(sum(c.received)) AS BIGINT), a.ja3, a.ja3s, a.ja4, a.subject, a.issuer,
            min(c.valid_from), a.user_agent, sum(c.missing) / nullif(sum(c.asked), 0)
        FROM about a JOIN combined c ON c.src = a.src AND c.object = a.object GROUP BY ALL
        """;

    private const string FingerprintSql = """

        SELECT src, coalesce(ja4, ja3, user_agent) AS fingerprint, count(DISTINCT object)
        FROM events WHERE src IN (SELECT src FROM wanted) AND NOT is_copy
            AND coalesce(ja4, ja3, user_agent) IS NOT NULL GROUP BY ALL
        """;

    private const string FirstSql = """

        SELECT src, min(epoch_ns(ts)) FROM events WHERE src IN (SELECT src FROM wanted) GROUP BY src
        """;

    private const string HoursSql = """

        , hours AS (
            SELECT src, object, CAST(floor(epoch_ns(ts) / 3600e9) AS BIGINT) AS hour FROM events
            WHERE src IN (SELECT src FROM wanted) AND NOT is_copy GROUP BY ALL
        ),
        busy AS (SELECT src, hour, count(*) AS objects FROM hours GROUP BY ALL),
        -- A host of which nothing else was ever seen is not idle, it is unknown.
        lively AS (SELECT src FROM busy GROUP BY src HAVING count(*) FILTER (WHERE objects > 2) >= 3)
        SELECT h.src, h.object, avg(CASE WHEN b.objects <= 2 THEN 1 ELSE 0 END)
        FROM hours h JOIN wanted w ON w.src = h.src AND w.object = h.object JOIN busy b ON b.src = h.src AND b.hour = h.hour
        WHERE h.src IN (SELECT src FROM lively) GROUP BY h.src, h.object
        """;

    private const string DnsSourcesSql = """
        SELECT DISTINCT "id.orig_h" FROM dns WHERE "id.orig_h" IS NOT NULL
        """;

    private const string DnsSql = """
        SELECT src, answer, count(*) FROM (
            SELECT "id.orig_h" AS src, unnest(string_split(translate(CAST(answers AS VARCHAR), '[] ', ''), ',')) AS answer
            FROM dns WHERE answers IS NOT NULL)
        WHERE answer IN (SELECT unnest(string_split($addresses, ','))) GROUP BY ALL
        """;

    private const string ExecutablesSql = """
        SELECT unnest(string_split(translate(coalesce(CAST(rx_hosts AS VARCHAR), "id.orig_h"), '[] ', ''), ',')) AS host,
            epoch_ns(ts), coalesce(filename, mime_type)
        FROM files WHERE ts IS NOT NULL AND coalesce(is_orig, false) = false AND mime_type IN ('application/x-dosexec', 'application/x-executable',
            'application/vnd.microsoft.portable-executable', 'application/x-msdownload', 'application/x-mach-o-executable',
            'application/x-elf', 'application/x-sharedlib', 'application/x-ms-shortcut', 'application/hta')
        ORDER BY 2
        """;

    private const long ExecutableWindow = 3600 * UnixTime.NanosecondsPerSecond;
    private const long MinHoursSpan = 12 * 3600 * UnixTime.NanosecondsPerSecond;

    public Dictionary<(string Source, string Object), BeaconContext> Read(
        IReadOnlyList<BeaconFeatures> pairs,
        CancellationToken cancellation
    )
    {
        if (pairs.Count == 0)
        {
            return [];
        }
        var keys = ("keys", (object?)SubjectKeys.Join(pairs.Select(pair => (pair.Source, pair.Object))));
        var wanted = expressions + SubjectKeys.Wanted;
        var about = context
            .Database.Query(wanted + AboutSql, About, cancellation, keys)
            .ToDictionary(item => item.Key, item => item.Context);
        var fingerprints = context
            .Database.Query(
                wanted + FingerprintSql,
                row => (row.GetString(0), row.GetString(1), row.GetInt64(2)),
                cancellation,
                keys
            )
            .ToLookup(item => item.Item1, item => (Fingerprint: item.Item2, Objects: item.Item3));
        var first = context
            .Database.Query(wanted + FirstSql, row => (row.GetString(0), row.GetInt64(1)), cancellation, keys)
            .ToDictionary(item => item.Item1, item => item.Item2);
        var alone = Alone(wanted, keys, pairs, cancellation);
        var dns = Dns(about.Values, cancellation);
        var executables = Executables(cancellation);
        return pairs
            .Where(pair => about.ContainsKey((pair.Source, pair.Object)))
            .ToDictionary(
                pair => (pair.Source, pair.Object),
                pair =>
                {
                    var item = about[(pair.Source, pair.Object)];
                    var own = item.Ja4 ?? item.Ja3 ?? item.UserAgent;
                    return item with
                    {
                        FingerprintObjects = fingerprints[pair.Source]
                            .FirstOrDefault(used => used.Fingerprint == own)
                            .Objects,
                        FingerprintedObjects = fingerprints[pair.Source].Sum(used => used.Objects),
                        SourceFirstTime = first.GetValueOrDefault(pair.Source, pair.FirstTime),
                        AloneShare = alone.TryGetValue((pair.Source, pair.Object), out var share) ? share : null,
                        DnsAnswers = dns(pair.Source, item.Destinations),
                        ExecutableBefore = executables[pair.Source]
                            .LastOrDefault(file =>
                                file.Time <= pair.FirstTime && pair.FirstTime - file.Time <= ExecutableWindow
                            )
                            .Name,
                    };
                }
            );
    }

    private static ((string, string) Key, BeaconContext Context) About(DuckDBDataReader row)
    {
        var service = Text(row, 8);
        return (
            (row.GetString(0), row.GetString(1)),
            new BeaconContext
            {
                Destination = row.GetString(2),
                DestinationCount = row.GetInt64(3),
                Destinations = row.GetFieldValue<List<string>>(4),
                Name = row.GetString(1) == Text(row, 5) ? Text(row, 5) : null,
                Port = row.IsDBNull(6) ? null : (int)row.GetInt64(6),
                Transport = Text(row, 7),
                Service = service,
                BytesSent = row.IsDBNull(9) ? 0 : row.GetInt64(9),
                BytesReceived = row.IsDBNull(10) ? 0 : row.GetInt64(10),
                Ja3 = Text(row, 11),
                Ja3Server = Text(row, 12),
                Ja4 = Text(row, 13),
                Subject = Text(row, 14),
                Issuer = Text(row, 15),
                CertificateValidFrom = row.IsDBNull(16) ? null : row.GetInt64(16),
                UserAgent = Text(row, 17),
                HostMissingShare = row.IsDBNull(18) ? null : row.GetDouble(18),
                SourceFirstTime = 0,
            }
        );
    }

    private Dictionary<(string, string), double> Alone(
        string wanted,
        (string, object?) keys,
        IReadOnlyList<BeaconFeatures> pairs,
        CancellationToken cancellation
    )
    {
        var span = pairs.Max(pair => pair.LastTime) - pairs.Min(pair => pair.FirstTime);
        return span < MinHoursSpan
            ? []
            : context
                .Database.Query(
                    wanted + HoursSql,
                    row => (row.GetString(0), row.GetString(1), row.GetDouble(2)),
                    cancellation,
                    keys
                )
                .ToDictionary(item => (item.Item1, item.Item2), item => item.Item3);
    }

    /// <summary>Answers that named one of the addresses; null for a source of which there is no DNS at all.</summary>
    private Func<string, IReadOnlyList<string>, long?> Dns(
        IEnumerable<BeaconContext> pairs,
        CancellationToken cancellation
    )
    {
        var askers = context.Database.Query(DnsSourcesSql, row => row.GetString(0), cancellation).ToHashSet();
        var addresses = string.Join(
            ',',
            pairs.SelectMany(pair => pair.Destinations).Distinct().Order(StringComparer.Ordinal)
        );
        var answers = context
            .Database.Query(
                DnsSql,
                row => (row.GetString(0), row.GetString(1), row.GetInt64(2)),
                cancellation,
                ("addresses", addresses)
            )
            .ToDictionary(item => (item.Item1, item.Item2), item => item.Item3);
        return (source, destinations) =>
            askers.Contains(source) ? destinations.Sum(address => answers.GetValueOrDefault((source, address))) : null;
    }

    private ILookup<string, (long Time, string? Name)> Executables(CancellationToken cancellation) =>
        context
            .Database.Query(ExecutablesSql, row => (Text(row, 0) ?? "", row.GetInt64(1), Text(row, 2)), cancellation)
            .ToLookup(item => item.Item1, item => (item.Item2, item.Item3));

    private static string? Text(DuckDBDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);
}
