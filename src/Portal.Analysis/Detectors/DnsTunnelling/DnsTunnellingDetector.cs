using Portal.Analysis.Detectors.Beaconing;
using Portal.Analysis.Detectors.Events;
using Portal.Analysis.Detectors.Hosts;
using Portal.Analysis.Findings;

namespace Portal.Analysis.Detectors.DnsTunnelling;

/// <summary>Finds clients that send data in the names they ask for, or fetch it in the answers.</summary>
public sealed class DnsTunnellingDetector : IDetector
{
    /// <summary>Without reasons of at least this the pair is an ordinary one and no finding.</summary>
    private const double MinPoints = 1.5;

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
        var options = context.Options.Get<DnsTunnellingOptions>();
        var reader = new TunnelReader(context.Database, options);
        var findings = new List<Finding>();
        foreach (var (client, domain) in reader.Candidates(cancellation))
        {
            var clients = reader.Clients(domain);
            var isForwarder = context.Hosts.Role(client, HostRole.DnsResolver) is not null;
            if (isForwarder && clients.Any(other => context.Hosts.Role(other, HostRole.DnsResolver) is null))
            {
                continue; // It passes on what a client is already judged for.
            }
            var tunnel = reader.Read(client, domain, cancellation);
            var canSeeContacts = reader.HasOtherFlows(client, cancellation);
            var timing = TimingTest.Run(tunnel.Times, NullTable.Embedded);
            var terms = TunnelScore.Terms(tunnel, clients.Count, timing, canSeeContacts, options).ToList();
            if (terms.Where(term => term.Points > 0).Sum(term => term.Points) >= MinPoints)
            {
                var score = ScoreEngine.Score(TunnelScore.Prior, terms, TunnelScore.Impact(tunnel));
                var evidence = EvidenceQuery.Read(
                    context.Database,
                    TunnelReader.Cited,
                    cancellation,
                    ("client", client),
                    ("domain", domain)
                );
                findings.Add(Create(tunnel, score, evidence[client], isForwarder, canSeeContacts));
            }
        }
        return [.. findings.OrderBy(finding => finding.Key, StringComparer.Ordinal)];
    }

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
            yield return $"how much came back in {tunnel.HiddenAnswers} answers: the records do not show their data";
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
            new("unique_ratio", SignificantDigits.Round(tunnel.UniqueRatio), "different names for each question"),
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
}
