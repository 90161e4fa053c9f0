using Portal.Analysis.Detectors.Events;
using Portal.Analysis.Detectors.IntelMatches;
using Portal.Analysis.Findings;

namespace Portal.Analysis.Detectors.Beaconing;

/// <summary>
/// Finds hosts that call an object on a timer. Features are measured for every pair of source and object; the score reads
/// only these and the surroundings of the regular ones.
/// </summary>
public sealed class BeaconingDetector : IDetector
{
    private const string CitedSql = """
        , cited AS (
            SELECT e.src || chr(30) || e.object AS subject, e.evidence, e.ts, e.first_frame, e.last_frame, e.line, e.uid, e.packets,
                e.flow_first_frame, e.flow_last_frame
            FROM events e JOIN wanted w ON w.src = e.src AND w.object = e.object
        )
        """;

    public DetectorDescription Description { get; } =
        new(
            "beaconing",
            "1",
            "A host calls one object on a timer, as implants do to fetch their orders.",
            ["T1071", "T1071.001", "T1071.004", "T1573.002", "T1571", "T1095", "T1090", "T1090.001"],
            ["conn", "ssl", "quic", "http", "x509", "dns", "files"]
        );

    public IReadOnlyList<Finding> Detect(DetectionContext context, CancellationToken cancellation)
    {
        var options = context.Options.Get<BeaconingOptions>();
        var expressions = EventSql.Create(context.Database, cancellation);
        var features = new BeaconFeatureReader(context, options).Read(expressions, cancellation);
        var candidates = BeaconSelection.Choose(features, options, cancellation);
        var pairs = candidates.Select(candidate => candidate.Features).ToList();
        var surroundings = new BeaconContextReader(context, expressions).Read(pairs, cancellation);
        if (pairs.Count == 0)
        {
            return [];
        }
        var evidence = EvidenceQuery.Read(
            context.Database,
            expressions + SubjectKeys.Wanted + CitedSql,
            cancellation,
            ("keys", SubjectKeys.Join(pairs.Select(pair => (pair.Source, pair.Object))))
        );
        var score = new BeaconScore(context.Hosts, new FeedIndex(context.Options.Feed), options);
        var findings = new BeaconFindings(context, Description, options);
        return
        [
            .. candidates
                .Select(candidate =>
                {
                    var pair = surroundings[(candidate.Features.Source, candidate.Features.Object)];
                    return findings.Create(
                        candidate,
                        pair,
                        score.Score(candidate, pair),
                        evidence[$"{candidate.Features.Source}\u001e{candidate.Features.Object}"]
                    );
                })
                .OrderBy(finding => finding.Key, StringComparer.Ordinal),
        ];
    }
}
