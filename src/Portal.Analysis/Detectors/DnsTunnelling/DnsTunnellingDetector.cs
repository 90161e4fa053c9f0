using Portal.Analysis.Detectors.Beaconing;
using Portal.Analysis.Detectors.Events;
using Portal.Analysis.Detectors.Hosts;
using Portal.Analysis.Findings;
using Portal.Traffic;

namespace Portal.Analysis.Detectors.DnsTunnelling;

/// <summary>Finds clients that send data in the names they ask for, or fetch it in the answers.</summary>
public sealed class DnsTunnellingDetector : IDetector
{
    /// <summary>Without reasons of at least this the pair is an ordinary one and no finding.</summary>
    private const double MinPoints = 1.5;

    /// <summary>Tunnels whose names are held while their evidence is read in one query.</summary>
    private const int TunnelsAtOnce = 16;

    public DetectorDescription Description { get; } =
        new(
            "dns-tunnelling",
            "1",
            "A client carries data in DNS questions and answers.",
            ["T1071.004", "T1048.003", "T1572"],
            ["dns", "conn"]
        );

    public IReadOnlyList<Finding> Detect(DetectionContext context, CancellationToken cancellation)
    {
        if (!context.Database.HasRows("dns"))
        {
            return [];
        }
        var reader = new TunnelReader(context.Database, context.Options.Get<DnsTunnellingOptions>());
        var pairs = reader
            .Candidates(cancellation)
            .Where(pair => !PassesOn(context, pair.Client, reader.Clients(pair.Domain)))
            .ToList();
        if (pairs.Count == 0)
        {
            return [];
        }
        return
        [
            .. Judge(reader, pairs, context, cancellation)
                .Chunk(TunnelsAtOnce)
                .SelectMany(tunnels => Create(tunnels, context, cancellation))
                .OrderBy(finding => finding.Key, StringComparer.Ordinal),
        ];
    }

    /// <summary>The pairs that have reasons enough.</summary>
    private static IEnumerable<JudgedTunnel> Judge(
        TunnelReader reader,
        IReadOnlyList<(string Client, string Domain)> pairs,
        DetectionContext context,
        CancellationToken cancellation
    )
    {
        var options = context.Options.Get<DnsTunnellingOptions>();
        foreach (var tunnel in reader.Read(pairs, cancellation))
        {
            var canSeeContacts = reader.HasOtherFlows(tunnel.Client, cancellation);
            var timing = TimingTest.Run(tunnel.Times, NullTable.Embedded);
            var clients = reader.Clients(tunnel.Domain);
            var terms = TunnelScore.Terms(tunnel, clients.Count, timing, canSeeContacts, options).ToList();
            if (terms.Where(term => term.Points > 0).Sum(term => term.Points) >= MinPoints)
            {
                var score = ScoreEngine.Score(TunnelScore.Prior, terms, TunnelScore.Impact(tunnel));
                yield return new JudgedTunnel(tunnel, score, canSeeContacts);
            }
        }
    }

    private IEnumerable<Finding> Create(
        IReadOnlyList<JudgedTunnel> tunnels,
        DetectionContext context,
        CancellationToken cancellation
    )
    {
        var keys = tunnels.Select(judged => (judged.Tunnel.Client, judged.Tunnel.Domain));
        var evidence = EvidenceQuery.Read(
            context.Database,
            TunnelReader.Cited,
            cancellation,
            ("keys", SubjectKeys.Join(keys))
        );
        return tunnels.Select(judged =>
            Create(
                judged.Tunnel,
                judged.Score,
                evidence[$"{judged.Tunnel.Client}\u001e{judged.Tunnel.Domain}"],
                context.Hosts.Role(judged.Tunnel.Client, HostRole.DnsResolver) is not null,
                judged.CanSeeContacts
            )
        );
    }

    /// <summary>A resolver passes on what a client is already judged for.</summary>
    private static bool PassesOn(DetectionContext context, string client, IReadOnlyCollection<string> clients) =>
        context.Hosts.Role(client, HostRole.DnsResolver) is not null
        && clients.Any(other => context.Hosts.Role(other, HostRole.DnsResolver) is null);

    private Finding Create(
        TunnelFeatures tunnel,
        ScoreResult score,
        IReadOnlyList<EvidenceReference> evidence,
        bool isForwarder,
        bool canSeeContacts
    )
    {
        var reasons = score.Terms.Where(term => term.Points > 0).Select(term => $"{term.Name} ({term.Measured})");
        var against = score.CounterEvidence.Select(term => $"{term.Name} ({term.Measured})").ToList();
        return new Finding
        {
            Key = FindingKey.Create(Description.Id, tunnel.Client, tunnel.Domain),
            Detector = Description.Id,
            Version = Description.Version,
            Title = $"{tunnel.Client} carries data in DNS questions below {tunnel.Domain}",
            Severity = score.Severity,
            Score = score.Score,
            Confidence = score.Confidence,
            Impact = score.Impact,
            Attack =
                tunnel.BytesUp >= TunnelScore.ExfiltrationBytes
                    ? ["T1071.004", "T1048.003"]
                    : ["T1071.004", "T1048.003", "T1572"],
            FirstTime = tunnel.FirstTime,
            LastTime = tunnel.LastTime,
            Source = tunnel.Client,
            Destination = tunnel.Resolver,
            DestinationName = tunnel.Domain,
            Port = 53,
            Protocol = "dns",
            Statistics = Statistics(tunnel),
            Explanation =
                $"{tunnel.Client} asked {tunnel.Questions} questions for {tunnel.Names} different names below {tunnel.Domain}; "
                + $"they can carry about {tunnel.BytesUp:0} bytes out, and the answers {tunnel.BytesDown} bytes back. "
                + $"What speaks for it: {string.Join("; ", reasons)}."
                + (against.Count > 0 ? $" What speaks against it: {string.Join("; ", against)}." : ""),
            NullHypothesis =
                "If these were ordinary lookups, names would repeat, follow the letters of words, and lead to a flow to an address of the answer.",
            Terms = score.Terms,
            CounterEvidence = score.CounterEvidence,
            NotEvaluable = [.. NotEvaluable(tunnel, isForwarder, canSeeContacts)],
            Evidence = evidence,
            Filter = $"{Address(tunnel.Client)} && dns.qry.name contains \"{Text(tunnel.Domain)}\"",
            Query =
                $"SELECT * FROM dns WHERE \"id.orig_h\" = '{tunnel.Client}' AND (lower(query) = '{Quoted(tunnel.Domain)}' "
                + $"OR ends_with(lower(query), '.{Quoted(tunnel.Domain)}')) ORDER BY ts",
        };
    }

    private static IEnumerable<string> NotEvaluable(TunnelFeatures tunnel, bool isForwarder, bool canSeeContacts)
    {
        if (isForwarder)
        {
            yield return $"which host asked: {tunnel.Client} answers others and only passes their questions on";
        }
        if (tunnel.AddressAnswers > 0 && !canSeeContacts)
        {
            yield return "whether answers were contacted: the evidence has no flows of the client beside its lookups";
        }
        if (tunnel.HiddenAnswers > 0)
        {
            yield return $"how much came back in {Plural.Of(tunnel.HiddenAnswers, "answer", "answers")}: the records do not show their data";
        }
        if (tunnel.IsBounded)
        {
            yield return $"the whole amount: only {TunnelFeatures.MaxDistinct} different names and answers are compared";
        }
    }

    private static List<Statistic> Statistics(TunnelFeatures tunnel) =>
        [
            new("bytes_up", (long)Math.Round(tunnel.BytesUp), "estimated information in different names"),
            new("bytes_down", tunnel.BytesDown, "text of different answers that can carry any"),
            new("questions", tunnel.Questions, "questions below the domain"),
            new("names", (long)tunnel.Names, "different names"),
            new("bytes_per_second", SignificantDigits.Round(tunnel.BytesPerSecond), "up, over the busiest hour"),
            new(
                "unique_ratio",
                SignificantDigits.Round(tunnel.UniqueRatio),
                "different names for each question, of the record type that asks for most names"
            ),
            new("layout_share", SignificantDigits.Round(tunnel.LayoutShare), $"names with labels of {tunnel.Layout}"),
            new("carrier_share", SignificantDigits.Round(tunnel.CarrierShare), "TXT, NULL, CNAME, MX and SRV"),
            new("nxdomain_share", SignificantDigits.Round(tunnel.NotExistingShare), "names that do not exist"),
            new("contacted_names", (long)tunnel.ContactedNames, "names that led to a flow within 120 s"),
            new("types", tunnel.Types, "questions by record type"),
            new("resolvers", (long)tunnel.Resolvers, "addresses that were asked"),
            new("prior_log_odds", TunnelScore.Prior, "before any reason"),
        ];

    private static string Address(string address) =>
        $"{(address.Contains(':', StringComparison.Ordinal) ? "ipv6" : "ip")}.addr == {address}";

    private static string Text(string domain) =>
        domain.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    private static string Quoted(string domain) => domain.Replace("'", "''", StringComparison.Ordinal);

    private sealed record JudgedTunnel(TunnelFeatures Tunnel, ScoreResult Score, bool CanSeeContacts);
}
