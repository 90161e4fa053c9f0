using DuckDB.NET.Data;
using Portal.Analysis.Detectors.Events;

namespace Portal.Analysis.Detectors.OutboundTransfers;

/// <summary>Adds up what internal hosts sent outside, by channel.</summary>
internal sealed class TransferReader(DetectionContext context, OutboundTransfersOptions options)
{
    private const string Outbound = """
        , outbound AS (
            SELECT * FROM events WHERE NOT coalesce(is_failed, false)
                AND src IN (SELECT unnest(string_split($inside, ',')))
                AND dst NOT IN (SELECT unnest(string_split($inside, ',')))
        ),
        """;

    /// <summary>The flow that carries control commands, and any flow of the pair beside it that carries a file.</summary>
    private const string FtpFlows = """
        controls AS (
            SELECT src, dst, ts, ts + to_microseconds(CAST((coalesce(duration, 3600) + 5) * 1e6 AS BIGINT)) AS until
            FROM events WHERE NOT is_copy AND (port = 21 OR regexp_matches(coalesce(service, ''), '(^|,)ftp(,|$)'))
        ),
        stored AS (
            SELECT d.*, d.sent AS leaving, d.received AS arriving FROM outbound d
            WHERE d.port <> 21 AND d.proto = 'tcp' AND d.name IS NULL AND coalesce(d.service, 'ftp-data') = 'ftp-data'
                AND EXISTS (SELECT 1 FROM controls c WHERE c.src = d.src AND c.dst = d.dst AND d.ts BETWEEN c.ts AND c.until)
            UNION ALL
            -- Active mode: the server opens the data flow.
            SELECT d.* REPLACE (d.dst AS src, d.src AS dst), d.received, d.sent FROM events d
            WHERE d.sport = 20 AND d.dst IN (SELECT unnest(string_split($inside, ',')))
                AND d.src NOT IN (SELECT unnest(string_split($inside, ',')))
                AND EXISTS (SELECT 1 FROM controls c WHERE c.src = d.dst AND c.dst = d.src AND d.ts BETWEEN c.ts AND c.until)
        ),
        """;

    private const string Channels = """
        channels AS (
            SELECT 'Volume' AS channel, *, sent AS leaving, received AS arriving FROM outbound
            UNION ALL
            SELECT 'HttpPost', *, body, received FROM outbound WHERE method IN ('post', 'put')
            UNION ALL
            SELECT 'Ftp', * FROM stored WHERE leaving > arriving
            UNION ALL
            SELECT 'Ftp', o.*, 0, 0 FROM outbound o
            WHERE (o.port = 21 OR regexp_matches(coalesce(o.service, ''), '(^|,)ftp(,|$)'))
                AND EXISTS (SELECT 1 FROM stored s WHERE s.src = o.src AND s.dst = o.dst AND s.leaving > s.arriving)
            UNION ALL
            SELECT 'FileShare', *, sent, received FROM outbound WHERE port IN (139, 445) AND received > 0
        )
        """;

    /// <summary>First the sums of all, which are cheap; the rest is asked of the few that are large.</summary>
    private const string SumsSql = """

        SELECT channel, src, CASE channel WHEN 'Ftp' THEN dst ELSE object END AS target
        FROM channels WHERE NOT is_copy GROUP BY ALL
        HAVING sum(leaving) >= CASE channel WHEN 'Volume' THEN $volume WHEN 'HttpPost' THEN $post ELSE $file END
            AND sum(leaving) >= CASE channel WHEN 'FileShare' THEN 0 ELSE $ratio END * sum(arriving)
        ORDER BY ALL
        """;

    private const string Wanted = """
        , wanted AS (
            SELECT split_part(pair, chr(30), 1) AS channel, split_part(pair, chr(30), 2) AS src,
                split_part(pair, chr(30), 3) AS target FROM (SELECT unnest(string_split($keys, chr(31))) AS pair)
        ),
        large AS (
            SELECT c.*, w.target FROM channels c JOIN wanted w ON w.channel = c.channel AND w.src = c.src
                AND w.target = CASE c.channel WHEN 'Ftp' THEN c.dst ELSE c.object END
        )
        """;

    private const string AboutSql = """

        SELECT channel, src, target, mode(dst ORDER BY dst),
            list_slice(list_sort(list(DISTINCT dst)), 1, 16), min(name), mode(port ORDER BY port), mode(proto ORDER BY proto),
            mode(service ORDER BY service), CAST(round(sum(leaving)) AS BIGINT), CAST(round(sum(arriving)) AS BIGINT), count(*),
            min(epoch_ns(ts)), max(epoch_ns(ts) + CAST(coalesce(duration, 0) * 1e9 AS BIGINT)),
            mode(coalesce(ja4, ja3, user_agent) ORDER BY coalesce(ja4, ja3, user_agent))
        FROM large WHERE NOT is_copy GROUP BY channel, src, target ORDER BY channel, src, target
        """;

    private const string CitedSql = """
        , cited AS (
            SELECT channel || chr(30) || src || chr(30) || target AS subject, evidence, ts, first_frame, last_frame, line, uid,
                packets, flow_first_frame, flow_last_frame
            FROM large
        )
        """;

    private const string HoursSql = """

        SELECT src, CAST(floor(epoch_ns(ts) / 3600e9) AS BIGINT), sum(sent) FROM outbound WHERE NOT is_copy GROUP BY ALL
        """;

    private const string ObjectHoursSql = """

        SELECT channel, src, target, CAST(floor(epoch_ns(ts) / 3600e9) AS BIGINT), sum(leaving) FROM large
        WHERE NOT is_copy GROUP BY ALL
        """;

    private const string UsersSql = """

        SELECT target, count(*) FROM (
            SELECT w.target, o.src FROM outbound o JOIN (SELECT DISTINCT target, channel = 'Ftp' AS is_address FROM wanted) w
                ON w.target = CASE WHEN w.is_address THEN o.dst ELSE o.object END
            WHERE NOT o.is_copy GROUP BY ALL)
        GROUP BY target
        """;

    private const string FingerprintSql = """

        SELECT src, client, count(*) FROM (
            SELECT src, coalesce(ja4, ja3, user_agent) AS client, object FROM outbound
            WHERE NOT is_copy AND src IN (SELECT src FROM wanted) GROUP BY ALL)
        WHERE client IS NOT NULL GROUP BY ALL
        """;

    private const string FilesSql = """
        SELECT f.sender, f.receiver, f.port, f.what FROM (
            SELECT CASE WHEN is_orig THEN "id.orig_h" ELSE "id.resp_h" END AS sender,
                CASE WHEN is_orig THEN "id.resp_h" ELSE "id.orig_h" END AS receiver,
                CASE WHEN is_orig THEN "id.resp_p" END AS port, coalesce(filename, mime_type) AS what FROM files WHERE is_orig IS NOT NULL
            UNION ALL
            SELECT "id.orig_h", "id.resp_h", NULL, arg FROM ftp WHERE upper(command) IN ('STOR', 'APPE', 'STOU')
            UNION ALL
            SELECT "id.orig_h", "id.resp_h", "id.resp_p", unnest(orig_filenames) FROM http WHERE orig_filenames IS NOT NULL
            UNION ALL
            SELECT "id.orig_h", "id.resp_h", "id.resp_p", unnest(orig_mime_types) FROM http WHERE orig_mime_types IS NOT NULL) f
        WHERE f.what IS NOT NULL GROUP BY ALL ORDER BY ALL
        """;

    private const string AddressesSql = """
        SELECT DISTINCT "id.orig_h" FROM conn UNION SELECT DISTINCT "id.resp_h" FROM conn
        UNION SELECT DISTINCT "id.orig_h" FROM http UNION SELECT DISTINCT "id.resp_h" FROM http
        """;

    /// <summary>All transfers above the thresholds, by channel, source and object.</summary>
    public IReadOnlyList<Transfer> Read(CancellationToken cancellation)
    {
        var channels = EventSql.Create(context.Database, cancellation) + Outbound + FtpFlows + Channels;
        var inside = ("inside", (object?)Inside(cancellation));
        var keys = context
            .Database.Query(
                channels + SumsSql,
                row => $"{row.GetString(0)}\u001e{row.GetString(1)}\u001e{row.GetString(2)}",
                cancellation,
                inside,
                ("volume", options.MinMegabytes * 1e6),
                ("post", options.MinPostKilobytes * 1e3),
                ("file", options.MinFileKilobytes * 1e3),
                ("ratio", options.MinRatio)
            )
            .ToList();
        if (keys.Count == 0)
        {
            return [];
        }
        var wanted = ("keys", (object?)string.Join('\u001f', keys));
        var large = channels + Wanted;
        var evidence = EvidenceQuery.Read(context.Database, large + CitedSql, cancellation, inside, wanted);
        var fingerprints = context
            .Database.Query(
                large + FingerprintSql,
                row => (Key: (row.GetString(0), row.GetString(1)), Objects: row.GetInt64(2)),
                cancellation,
                inside,
                wanted
            )
            .ToDictionary(item => item.Key, item => item.Objects);
        var hours = context
            .Database.Query(
                large + ObjectHoursSql,
                row =>
                    (
                        Key: $"{row.GetString(0)}\u001e{row.GetString(1)}\u001e{row.GetString(2)}",
                        Hour: row.GetInt64(3),
                        Bytes: row.GetDouble(4)
                    ),
                cancellation,
                inside,
                wanted
            )
            .ToLookup(item => item.Key, item => (item.Hour, item.Bytes));
        var users = context
            .Database.Query(large + UsersSql, row => (row.GetString(0), row.GetInt64(1)), cancellation, inside, wanted)
            .ToDictionary(item => item.Item1, item => item.Item2);
        var files = context
            .Database.Query(
                FilesSql,
                row =>
                    (
                        Pair: (row.GetString(0), row.GetString(1)),
                        Port: row.IsDBNull(2) ? (long?)null : row.GetInt64(2),
                        What: row.GetString(3)
                    ),
                cancellation
            )
            .ToLookup(item => item.Pair, item => (item.Port, item.What));
        return
        [
            .. context
                .Database.Query(large + AboutSql, Transfer, cancellation, inside, wanted)
                .ToList()
                .Select(transfer =>
                    transfer with
                    {
                        Evidence = evidence[Subject(transfer)],
                        Hours = hours[Subject(transfer)].ToDictionary(item => item.Hour, item => item.Bytes),
                        Users = users.GetValueOrDefault(transfer.Object),
                        Files =
                        [
                            .. transfer
                                .Destinations.SelectMany(address => files[(transfer.Source, address)])
                                .Where(file => file.Port is null || file.Port == transfer.Port)
                                .Select(file => file.What)
                                .Distinct()
                                .Take(10),
                        ],
                        FingerprintObjects = transfer.Fingerprint is { } used
                            ? fingerprints.GetValueOrDefault((transfer.Source, used))
                            : 0,
                    }
                ),
        ];
    }

    /// <summary>Bytes sent outside by source and hour since 1970.</summary>
    public IReadOnlyList<(string Source, long Hour, double Bytes)> Hours(CancellationToken cancellation) =>
        [
            .. context.Database.Query(
                EventSql.Create(context.Database, cancellation) + Outbound.TrimEnd().TrimEnd(',') + HoursSql,
                row => (row.GetString(0), row.GetInt64(1), row.GetDouble(2)),
                cancellation,
                ("inside", Inside(cancellation))
            ),
        ];

    private string Inside(CancellationToken cancellation) =>
        string.Join(
            ',',
            context
                .Database.Query(AddressesSql, row => row.IsDBNull(0) ? "" : row.GetString(0), cancellation)
                .Where(context.Hosts.IsInternal)
                .Order(StringComparer.Ordinal)
        );

    private static string Subject(Transfer transfer) =>
        $"{transfer.Channel}\u001e{transfer.Source}\u001e{transfer.Object}";

    private static Transfer Transfer(DuckDBDataReader row) =>
        new()
        {
            Channel = Enum.Parse<TransferChannel>(row.GetString(0)),
            Source = row.GetString(1),
            Object = row.GetString(2),
            Destination = row.GetString(3),
            Destinations = row.GetFieldValue<List<string>>(4),
            Name = row.IsDBNull(5) ? null : row.GetString(5),
            Port = row.IsDBNull(6) ? null : (int)row.GetInt64(6),
            Transport = row.IsDBNull(7) ? null : row.GetString(7),
            Service = row.IsDBNull(8) ? null : row.GetString(8),
            Sent = row.GetInt64(9),
            Received = row.GetInt64(10),
            Events = row.GetInt64(11),
            FirstTime = row.GetInt64(12),
            LastTime = row.GetInt64(13),
            Fingerprint = row.IsDBNull(14) ? null : row.GetString(14),
        };
}
