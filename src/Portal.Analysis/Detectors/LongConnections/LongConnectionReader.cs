using DuckDB.NET.Data;
using Portal.Analysis.Store;

namespace Portal.Analysis.Detectors.LongConnections;

/// <summary>Stitches the records of connections together and reads the long ones, and how long all of them last.</summary>
internal static class LongConnectionReader
{
    /// <summary>
    /// Records of one five-tuple in order; a record that begins later than the idle time after all before it ended begins a
    /// new connection. Copies of other sensors fall into the same connection, so its length is right; bytes are taken from
    /// the sensor that saw most.
    /// </summary>
    private const string Stitched = """
        WITH flows AS NOT MATERIALIZED (
            SELECT evidence, uid, "id.orig_h" AS src, "id.orig_p" AS sport, "id.resp_h" AS dst, "id.resp_p" AS port,
                lower(proto) AS proto, lower(service) AS service, epoch_ns(ts) AS start,
                epoch_ns(ts) + CAST(coalesce(TRY_CAST(duration AS DOUBLE), 0) * 1e9 AS BIGINT) AS stop,
                coalesce(orig_bytes, 0) AS sent, coalesce(resp_bytes, 0) AS received, conn_state, ts, first_frame, last_frame,
                line, coalesce(orig_pkts, 0) + coalesce(resp_pkts, 0) AS packets
            FROM conn
            WHERE ts IS NOT NULL AND lower(proto) IN ('tcp', 'udp') AND "id.orig_h" IS NOT NULL AND "id.resp_h" IS NOT NULL
                AND NOT regexp_matches("id.resp_h", '^(22[4-9]|23[0-9])\.|\.255$|^[fF][fF][0-9a-fA-F]{2}:')
        ),
        -- Only what spans the shortest long connection can be one; all else is left alone.
        lasting AS (
            SELECT src, sport, dst, port, proto FROM flows GROUP BY ALL HAVING max(stop) - min(start) >= $shortest
        ),
        before AS (
            SELECT *, max(stop) OVER (PARTITION BY src, sport, dst, port, proto ORDER BY start, evidence, uid
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
            FROM flows JOIN lasting USING (src, sport, dst, port, proto)
        ),
        numbered AS (
            SELECT *, sum(CASE WHEN start - reached <= $idle THEN 0 ELSE 1 END) OVER (PARTITION BY src, sport, dst, port, proto
                ORDER BY start, evidence, uid ROWS UNBOUNDED PRECEDING) AS number FROM before
        ),
        sensors AS (
            SELECT src, sport, dst, port, proto, number, evidence, min(start) AS start, max(stop) AS stop, count(*) AS records,
                sum(sent) AS sent, sum(received) AS received, min(service) AS service, min(conn_state) AS state,
                bool_or(conn_state IN ('S1', 'OTH', 'S2', 'S3')) AS is_open
            FROM numbered GROUP BY ALL
        ),
        connections AS (
            SELECT src, sport, dst, port, proto, number, min(start) AS start, max(stop) AS stop, max(records) AS records,
                max(sent) AS sent, max(received) AS received, min(service) AS service, min(state) AS state,
                bool_or(is_open) AS is_open FROM sensors GROUP BY ALL
        ),
        edges AS (SELECT min(start) AS opened, max(stop) AS closed FROM flows),
        judged AS (
            SELECT c.*, is_open OR start - opened < 1000000000 OR closed - stop < 60000000000 AS is_cut
            FROM connections c, edges
        ),
        names AS (SELECT uid, min(lower(server_name)) AS name FROM ssl WHERE server_name <> '' GROUP BY uid)
        """;

    private const string DurationsSql = """

        SELECT coalesce(service, ''), pow(2, floor(log2(greatest((stop - start) / 1e9, 0.001)) * 8) / 8), is_cut, count(*)
        FROM (
            SELECT service, start, stop, is_cut FROM judged
            UNION ALL
            SELECT f.service, f.start, f.stop, coalesce(f.conn_state IN ('S1', 'OTH', 'S2', 'S3'), false)
                OR f.start - e.opened < 1000000000 OR e.closed - f.stop < 60000000000
            FROM flows f ANTI JOIN lasting USING (src, sport, dst, port, proto), edges e)
        GROUP BY ALL ORDER BY ALL
        """;

    private const string LongSql = """

        , pairs AS (
            SELECT src, dst, port, proto, sum(stop - start) / 1e9 AS seconds, count(*) AS connections
            FROM flows WHERE dst IN (SELECT dst FROM judged WHERE stop - start >= $shortest) GROUP BY ALL
        ),
        longest AS (
            SELECT j.*, p.seconds AS pair_seconds, p.connections,
                row_number() OVER (PARTITION BY src, dst, port, proto ORDER BY stop - start DESC, start, sport) AS place
            FROM judged j JOIN pairs p USING (src, dst, port, proto) WHERE stop - start >= $shortest
        )
        SELECT l.src, l.sport, l.dst, l.port, l.proto, l.service, l.start, l.stop, CAST(l.records AS BIGINT),
            CAST(l.sent AS BIGINT), CAST(l.received AS BIGINT), l.is_cut, l.pair_seconds, l.connections, l.state,
            (SELECT min(n.name) FROM numbered f JOIN names n ON n.uid = f.uid
                WHERE f.src = l.src AND f.sport = l.sport AND f.dst = l.dst AND f.port = l.port AND f.number = l.number)
        FROM longest l WHERE place = 1 ORDER BY l.src, l.dst, l.port, l.proto
        """;

    /// <summary>Ends in <c>cited</c>: the records of the connections whose subjects are in <c>$keys</c>.</summary>
    public const string Cited =
        Stitched
        + """

            , wanted AS (SELECT unnest(string_split($keys, chr(31))) AS subject),
            cited AS (
                SELECT n.src || '|' || n.sport || '|' || n.dst || '|' || n.port || '|' || n.proto || '|' || j.start AS subject,
                    n.evidence, n.ts, n.first_frame, n.last_frame, n.line, n.uid, n.packets,
                    n.first_frame AS flow_first_frame, n.last_frame AS flow_last_frame
                FROM numbered n JOIN judged j USING (src, sport, dst, port, proto, number)
                WHERE n.src || '|' || n.sport || '|' || n.dst || '|' || n.port || '|' || n.proto || '|' || j.start
                    IN (SELECT subject FROM wanted)
            )
            """;

    public static string Subject(StitchedConnection connection) =>
        $"{connection.Source}|{connection.SourcePort}|{connection.Destination}|{connection.Port}|{connection.Transport}|{connection.Start}";

    /// <summary>Durations in steps of an eighth of an octave, by service.</summary>
    public static ILookup<string, (double Seconds, bool IsCut, long Count)> Durations(
        RecordDatabase database,
        long idle,
        long shortest,
        CancellationToken cancellation
    ) =>
        database
            .Query(
                Stitched + DurationsSql,
                row => (row.GetString(0), (row.GetDouble(1), row.GetBoolean(2), row.GetInt64(3))),
                cancellation,
                ("idle", idle),
                ("shortest", shortest)
            )
            .ToLookup(item => item.Item1, item => item.Item2);

    /// <summary>The longest connection of each pair and port that has a long one.</summary>
    public static List<StitchedConnection> Longest(
        RecordDatabase database,
        long idle,
        long shortest,
        CancellationToken cancellation
    ) => [.. database.Query(Stitched + LongSql, Read, cancellation, ("idle", idle), ("shortest", shortest))];

    private static StitchedConnection Read(DuckDBDataReader row) =>
        new()
        {
            Source = row.GetString(0),
            SourcePort = (int)row.GetInt64(1),
            Destination = row.GetString(2),
            Port = (int)row.GetInt64(3),
            Transport = row.GetString(4),
            Service = row.IsDBNull(5) ? null : row.GetString(5),
            Start = row.GetInt64(6),
            Stop = row.GetInt64(7),
            Records = row.GetInt64(8),
            BytesSent = row.GetInt64(9),
            BytesReceived = row.GetInt64(10),
            IsCut = row.GetBoolean(11),
            PairSeconds = row.GetDouble(12),
            PairConnections = row.GetInt64(13),
            State = row.IsDBNull(14) ? "" : row.GetString(14),
            Name = row.IsDBNull(15) ? null : row.GetString(15),
        };
}
