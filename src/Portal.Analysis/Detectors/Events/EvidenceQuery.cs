using Portal.Analysis.Findings;
using Portal.Analysis.Store;

namespace Portal.Analysis.Detectors.Events;

/// <summary>Reads which frames and lines findings cite, for many findings in one query.</summary>
internal static class EvidenceQuery
{
    private const string Sampled = """
        , placed AS (
            SELECT *, row_number() OVER (PARTITION BY subject, evidence ORDER BY ts, first_frame, line, uid) - 1 AS place,
                count(*) OVER (PARTITION BY subject, evidence) AS total,
                CAST(round(sum(packets) OVER (PARTITION BY subject, evidence)) AS BIGINT) AS frames,
                min(coalesce(flow_first_frame, first_frame)) OVER (PARTITION BY subject, evidence) AS very_first,
                max(coalesce(flow_last_frame, last_frame, first_frame)) OVER (PARTITION BY subject, evidence) AS very_last
            FROM cited
        )
        SELECT subject, evidence, CASE WHEN place = 0 THEN very_first ELSE first_frame END,
            CASE WHEN place = total - 1 THEN very_last ELSE last_frame END, line, uid, total, frames, first_frame
        FROM placed
        WHERE place = 0 OR place = total - 1 OR total <= 50
            OR (place * 49) // (total - 1) <> ((place - 1) * 49) // (total - 1)
        ORDER BY subject, evidence, place
        """;

    /// <param name="database">The records.</param>
    /// <param name="expressions">
    /// <c>WITH …, cited AS (SELECT subject, evidence, ts, first_frame, last_frame, line, uid, packets, flow_first_frame,
    /// flow_last_frame …)</c>: the bounds of the flow that carries the record.
    /// </param>
    /// <param name="cancellation">Stops the query.</param>
    /// <param name="parameters">Of the expressions.</param>
    /// <returns>The references of each subject.</returns>
    public static Dictionary<string, IReadOnlyList<EvidenceReference>> Read(
        RecordDatabase database,
        string expressions,
        CancellationToken cancellation,
        params (string Name, object? Value)[] parameters
    )
    {
        var rows = database.Query(
            expressions + Sampled,
            row =>
                (
                    Subject: row.GetString(0),
                    Event: new EvidenceEvent(
                        row.GetString(1),
                        row.IsDBNull(2) ? null : row.GetInt64(2),
                        row.IsDBNull(3) ? null : row.GetInt64(3),
                        row.IsDBNull(4) ? null : row.GetInt64(4),
                        row.IsDBNull(5) ? null : row.GetString(5)
                    ),
                    Total: row.GetInt64(6),
                    Frames: row.IsDBNull(7) ? 0 : row.GetInt64(7),
                    OwnFrame: row.IsDBNull(8) ? (long?)null : row.GetInt64(8)
                ),
            cancellation,
            parameters
        );
        var references = new Dictionary<string, IReadOnlyList<EvidenceReference>>();
        foreach (var subject in rows.GroupBy(row => row.Subject).ToList())
        {
            references.Add(
                subject.Key,
                [
                    .. subject
                        .GroupBy(row => row.Event.Sha256)
                        .Select(evidence =>
                            EvidenceSelection.Reference(
                                evidence.Key,
                                [.. evidence.SelectMany(row => Cited(row.Event, row.OwnFrame))],
                                evidence.First().Event.FirstFrame is null ? 0 : evidence.First().Frames,
                                evidence.First().Event.Line is null ? 0 : evidence.First().Total
                            )
                        ),
                ]
            );
        }
        return references;
    }

    /// <summary>A request that follows the opening of its flow is cited beside it.</summary>
    private static IEnumerable<EvidenceEvent> Cited(EvidenceEvent item, long? ownFrame) =>
        ownFrame == item.FirstFrame ? [item] : [item, item with { FirstFrame = ownFrame }];
}
