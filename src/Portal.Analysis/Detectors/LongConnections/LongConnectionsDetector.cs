using Portal.Analysis.Detectors.Beaconing;
using Portal.Analysis.Detectors.Events;
using Portal.Analysis.Detectors.IntelMatches;
using Portal.Analysis.Findings;
using Portal.Traffic;

namespace Portal.Analysis.Detectors.LongConnections;

/// <summary>Finds connections that last longer than their kind does in the same evidence.</summary>
public sealed class LongConnectionsDetector : IDetector
{
    private const double Prior = -4;
    private const int Impact = 3;

    private const string UsersSql = """
        SELECT "id.resp_h", "id.orig_h" FROM conn WHERE "id.resp_h" IN (SELECT unnest(string_split($addresses, ',')))
            AND "id.orig_h" IS NOT NULL GROUP BY ALL
        """;

    /// <summary>Services that stay open by design, by port.</summary>
    private static readonly Dictionary<int, string> s_lasting = new()
    {
        [22] = "SSH",
        [53] = "DNS",
        [88] = "Kerberos",
        [123] = "NTP",
        [135] = "RPC",
        [139] = "file shares",
        [143] = "IMAP IDLE",
        [179] = "BGP",
        [389] = "LDAP",
        [445] = "file shares",
        [500] = "IPsec",
        [636] = "LDAP",
        [993] = "IMAP IDLE",
        [1194] = "OpenVPN",
        [1433] = "database",
        [1521] = "database",
        [1883] = "MQTT",
        [2049] = "NFS",
        [3268] = "LDAP",
        [3306] = "database",
        [3389] = "RDP",
        [4500] = "IPsec",
        [5222] = "XMPP",
        [5223] = "push",
        [5228] = "push",
        [5432] = "database",
        [6379] = "database",
        [6667] = "IRC",
        [8883] = "MQTT",
        [51820] = "WireGuard",
    };

    public DetectorDescription Description { get; } =
        new(
            "long-connections",
            "1",
            "A connection stays open far longer than others of its kind: a tunnel, a shell, or a remote control.",
            ["T1071", "T1572", "T1095"],
            ["conn", "ssl"]
        );

    public IReadOnlyList<Finding> Detect(DetectionContext context, CancellationToken cancellation)
    {
        var options = context.Options.Get<LongConnectionsOptions>();
        var idle = options.IdleSeconds * UnixTime.NanosecondsPerSecond;
        var shortest = (long)(options.MinHours * 3600 * UnixTime.NanosecondsPerSecond);
        var connections = LongConnectionReader.Longest(context.Database, idle, shortest, cancellation);
        if (connections.Count == 0)
        {
            return [];
        }
        var durations = LongConnectionReader.Durations(context.Database, idle, shortest, cancellation);
        var all = new SurvivalCurve(durations.SelectMany(group => group));
        var curves = durations.ToDictionary(group => group.Key, group => new SurvivalCurve(group));
        var users = Users(context, connections, cancellation);
        var evidence = EvidenceQuery.Read(
            context.Database,
            LongConnectionReader.Cited,
            cancellation,
            ("idle", idle),
            ("shortest", shortest),
            ("keys", string.Join('\u001f', connections.Select(LongConnectionReader.Subject)))
        );
        var feed = new FeedIndex(context.Options.Feed);
        return
        [
            .. connections
                .Select(connection =>
                {
                    var own = curves.GetValueOrDefault(connection.Service ?? "", all);
                    var curve = own.Total >= options.MinPeers ? own : all;
                    var chance = curve.AtLeast(connection.Seconds);
                    var terms = Terms(context, connection, chance, curve, users[connection.Destination].Count(), feed);
                    return Create(
                        context,
                        connection,
                        chance,
                        curve,
                        ScoreEngine.Score(Prior, terms, Impact),
                        evidence[LongConnectionReader.Subject(connection)]
                    );
                })
                .OrderBy(finding => finding.Key, StringComparer.Ordinal),
        ];
    }

    private static ILookup<string, string> Users(
        DetectionContext context,
        List<StitchedConnection> connections,
        CancellationToken cancellation
    ) =>
        context
            .Database.Query(
                UsersSql,
                row => (Destination: row.GetString(0), Source: row.GetString(1)),
                cancellation,
                ("addresses", string.Join(',', connections.Select(item => item.Destination).Distinct()))
            )
            .Where(item => context.Hosts.IsInternal(item.Source))
            .ToLookup(item => item.Destination, item => item.Source);

    private static IEnumerable<ScoreTerm> Terms(
        DetectionContext context,
        StitchedConnection connection,
        double chance,
        SurvivalCurve curve,
        int users,
        FeedIndex feed
    )
    {
        var hosts = context.Hosts;
        yield return new ScoreTerm(
            "outlives its kind",
            $"{Hours(connection.Seconds)}{(connection.IsCut ? " or more" : "")}",
            $"{chance:0.####} of {curve.Total} connections last as long",
            Math.Min(2, -Math.Log10(chance)),
            EvidenceFamily.Timing
        );
        var isInside = hosts.IsInternal(connection.Destination);
        if (!isInside && hosts.ActiveInternalHosts > 1 && users > 0)
        {
            yield return new ScoreTerm(
                users * 10 <= hosts.ActiveInternalHosts ? "rare object" : "shared object",
                $"{users} of {hosts.ActiveInternalHosts} internal hosts {(users == 1 ? "uses" : "use")} {connection.Destination}",
                "a tenth of the hosts is usual",
                Math.Clamp(Math.Log(((0.1 * hosts.ActiveInternalHosts) + 1) / users), -1.5, 1.5),
                EvidenceFamily.Reputation
            );
        }
        if (connection.Service is null && connection.BytesReceived > 0)
        {
            yield return new ScoreTerm(
                "unknown protocol",
                $"no known protocol on {connection.Port}/{connection.Transport}",
                "what stays open is usually known",
                1,
                EvidenceFamily.Content
            );
        }
        if (!hosts.IsInternal(connection.Source))
        {
            yield return Explain(
                "source is outside",
                $"{connection.Source} connected in",
                "a client of a service here"
            );
        }
        if (s_lasting.TryGetValue(connection.Port, out var service))
        {
            yield return Explain(service, $"port {connection.Port}/{connection.Transport}", "stays open by design");
        }
        else if (connection.Name is { } name && BenignService.Of(name) is { } known)
        {
            yield return Explain(known.Kind, $"{name} belongs to {known.Who}", "stays open by design");
        }
        else if (isInside && hosts.Roles(connection.Destination) is [var role, ..])
        {
            yield return Explain(
                "server of the own network",
                $"{connection.Destination} {role.Evidence}",
                "clients stay connected to it"
            );
        }
        else if (users >= 2 && hosts.ActiveInternalHosts >= 4 && users * 2 >= hosts.ActiveInternalHosts)
        {
            yield return Explain(
                "used by most hosts",
                $"{users} of {hosts.ActiveInternalHosts} internal hosts",
                "everybody's service"
            );
        }
        var match = feed.Address(connection.Destination)
            .Concat(connection.Name is null ? [] : feed.Name(connection.Name))
            .FirstOrDefault();
        if (match is not null)
        {
            yield return new ScoreTerm(
                "in a threat feed",
                $"{match.Value} ({match.Source})",
                "named by a feed that was given",
                2.5,
                EvidenceFamily.Reputation,
                IsHard: true
            );
        }
    }

    private Finding Create(
        DetectionContext context,
        StitchedConnection connection,
        double chance,
        SurvivalCurve curve,
        ScoreResult score,
        IReadOnlyList<EvidenceReference> evidence
    )
    {
        var target = connection.Name is { } name
            ? $"{name} ({connection.Destination}:{connection.Port})"
            : $"{connection.Destination}:{connection.Port}/{connection.Transport}";
        var against = score.CounterEvidence.Select(term => $"{term.Name} ({term.Measured})").ToList();
        return new Finding
        {
            Key = FindingKey.Create(
                Description.Id,
                connection.Source,
                connection.Destination,
                $"{connection.Port}",
                connection.Transport
            ),
            Detector = Description.Id,
            Version = Description.Version,
            Title = $"{connection.Source} kept a connection to {target} open for {Hours(connection.Seconds)}",
            Severity = score.Severity,
            Score = score.Score,
            Confidence = score.Confidence,
            Impact = score.Impact,
            Attack = connection.Service is null ? ["T1095"] : ["T1071", "T1572"],
            FirstTime = connection.Start,
            LastTime = connection.Stop,
            Source = connection.Source,
            Destination = connection.Destination,
            DestinationName = connection.Name,
            Port = connection.Port,
            Protocol = connection.Service ?? connection.Transport,
            Statistics =
            [
                new(
                    "longest_seconds",
                    SignificantDigits.Round(connection.Seconds, 6),
                    "the longest connection, stitched"
                ),
                new(
                    "pair_seconds",
                    SignificantDigits.Round(connection.PairSeconds, 6),
                    "all connections of the pair together"
                ),
                new("pair_connections", connection.PairConnections, "connections of the pair to this port"),
                new("records", connection.Records, "records stitched into the longest"),
                new("is_cut", connection.IsCut, "open when the evidence began or ended"),
                new("bytes_sent", connection.BytesSent, "payload from the source"),
                new("bytes_received", connection.BytesReceived, "payload to the source"),
                new("survival", SignificantDigits.Round(chance), "share of its kind that lasts as long"),
                new("connections_compared", curve.Total, "connections behind that share"),
                new("rita_score", Rita(connection.PairSeconds), "RITA's step for the sum: 1, 4, 8, 12 h"),
                new("prior_log_odds", Prior, "before any reason"),
            ],
            Explanation =
                $"The connection lasted {Hours(connection.Seconds)}{(connection.IsCut ? " at least: it was open at an edge of the evidence" : "")}; "
                + $"{chance:P1} of {curve.Total} connections of its kind last as long. "
                + $"The pair had {Plural.Of(connection.PairConnections, "connection", "connections")} to this port, {Hours(connection.PairSeconds)} together."
                + (against.Count > 0 ? $" What speaks against it: {string.Join("; ", against)}." : ""),
            NullHypothesis =
                "If it were one of its kind, it would end as they do: by the survival curve of the same evidence "
                + $"(Kaplan-Meier), {chance:P2} last at least {Hours(connection.Seconds)}.",
            Terms = score.Terms,
            CounterEvidence = score.CounterEvidence,
            NotEvaluable =
            [
                "whether it is idle, typed, bulk or a heartbeat: the records hold no payload over time",
                .. context.Hosts.ActiveInternalHosts < 2
                    ? ["how rare the object is: only one internal host was seen"]
                    : (string[])[],
            ],
            Evidence = evidence,
            Filter =
                $"{PairFilter.Wireshark(connection.Source, [connection.Destination], connection.Transport, connection.Port)} && {connection.Transport}.port == {connection.SourcePort}",
            Query = PairFilter.Sql(connection.Source, [connection.Destination], connection.Port),
        };
    }

    private static double Rita(double seconds) =>
        (seconds / 3600) switch
        {
            >= 12 => 0.8,
            >= 8 => 0.6,
            >= 4 => 0.4,
            >= 1 => 0.2,
            _ => 0,
        };

    private static ScoreTerm Explain(string name, string measured, string reference) =>
        new(name, measured, reference, -3, EvidenceFamily.Identity, IsExplanation: true);

    private static string Hours(double seconds) => seconds < 7200 ? $"{seconds / 60:0} min" : $"{seconds / 3600:0.#} h";
}
