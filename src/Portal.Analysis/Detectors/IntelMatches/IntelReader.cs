using Portal.Analysis.Detectors.Events;
using Portal.Analysis.Findings;
using Portal.Analysis.Indicators.Intel;
using Portal.Analysis.Store;

namespace Portal.Analysis.Detectors.IntelMatches;

/// <summary>
/// Looks for the feeds' values in the records: the distinct values of each place are asked for once, and only what matched
/// is joined again with its records.
/// </summary>
internal sealed class IntelReader(RecordDatabase database, FeedIndex feed)
{
    private const string Separator = "\u001f";

    public List<IntelEvent> Read(CancellationToken cancellation)
    {
        var events = new List<IntelEvent>();
        foreach (var place in IntelPlace.All)
        {
            var matches = Matches(place, cancellation);
            if (matches.Count == 0)
            {
                continue;
            }
            var rows = database.Query(
                $"""
                WITH place AS ({place.Sql})
                SELECT value, src, dst, max(level), count(*), min(epoch_ns(ts)), max(epoch_ns(ts)), mode(port ORDER BY port),
                    mode(service ORDER BY service)
                FROM place WHERE value IN (SELECT unnest(string_split($values, chr(31)))) AND src IS NOT NULL AND ts IS NOT NULL
                GROUP BY value, src, dst ORDER BY value, src, dst
                """,
                row =>
                    (
                        Value: row.GetString(0),
                        Source: row.GetString(1),
                        Destination: row.IsDBNull(2) ? null : row.GetString(2),
                        Level: (ContactLevel)row.GetInt32(3),
                        Count: row.GetInt64(4),
                        First: row.GetInt64(5),
                        Last: row.GetInt64(6),
                        Port: row.IsDBNull(7) ? (int?)null : (int)row.GetInt64(7),
                        Service: row.IsDBNull(8) ? null : row.GetString(8)
                    ),
                cancellation,
                ("values", string.Join(Separator, matches.Keys))
            );
            foreach (var row in rows)
            {
                foreach (var indicator in matches[row.Value])
                {
                    events.Add(
                        new IntelEvent(
                            indicator,
                            place.Name,
                            row.Value,
                            row.Source,
                            row.Destination,
                            row.Level,
                            row.Count,
                            row.First,
                            row.Last,
                            row.Port,
                            row.Service
                        )
                    );
                }
            }
        }
        return events;
    }

    /// <summary>The references of each subject: its host and its values, over all places.</summary>
    public Dictionary<string, IReadOnlyList<EvidenceReference>> Evidence(
        IReadOnlyDictionary<string, IReadOnlyList<IntelEvent>> subjects,
        CancellationToken cancellation
    )
    {
        var places = subjects.SelectMany(subject => subject.Value.Select(item => item.Place)).ToHashSet();
        var union = string.Join(
            " UNION ALL ",
            IntelPlace
                .All.Where(place => places.Contains(place.Name))
                .Select(place => $"SELECT '{place.Name}' AS place, * FROM ({place.Sql})")
        );
        var keys = subjects.SelectMany(subject =>
            subject
                .Value.Select(item => $"{item.Place}\u001e{item.Value}\u001e{item.Source}\u001e{subject.Key}")
                .Distinct()
        );
        return EvidenceQuery.Read(
            database,
            $"""
            WITH places AS ({union}),
            wanted AS (
                SELECT split_part(pair, chr(30), 1) AS place, split_part(pair, chr(30), 2) AS value,
                    split_part(pair, chr(30), 3) AS src, split_part(pair, chr(30), 4) AS subject
                FROM (SELECT unnest(string_split($keys, chr(31))) AS pair)
            ),
            cited AS (
                SELECT DISTINCT w.subject, p.evidence, p.ts, p.first_frame, p.last_frame, p.line, p.uid, p.packets,
                    p.first_frame AS flow_first_frame, p.last_frame AS flow_last_frame
                FROM places p JOIN wanted w ON w.place = p.place AND w.value = p.value AND w.src = p.src
            )
            """,
            cancellation,
            ("keys", string.Join(Separator, keys))
        );
    }

    private Dictionary<string, List<ThreatIndicator>> Matches(IntelPlace place, CancellationToken cancellation)
    {
        var matches = new Dictionary<string, List<ThreatIndicator>>();
        var values = database.Query(
            $"SELECT DISTINCT value FROM ({place.Sql}) WHERE value IS NOT NULL ORDER BY value",
            row => row.GetString(0),
            cancellation
        );
        foreach (var value in values)
        {
            var found = place.Match(feed, value).Distinct().ToList();
            if (found.Count > 0)
            {
                matches.Add(value, found);
            }
        }
        return matches;
    }
}
