using Portal.Analysis.Detectors.Events;
using Portal.Analysis.Findings;
using Portal.Traffic;

namespace Portal.Analysis.Detectors.IntelMatches;

/// <summary>Finds contacts of hosts with what a threat feed lists: one finding for each host and entry.</summary>
public sealed class IntelMatchesDetector : IDetector
{
    private const double Prior = -2;
    private const int Impact = 4;
    private const double NanosecondsPerDay = 86_400.0 * UnixTime.NanosecondsPerSecond;

    /// <summary>What an entry is worth by how far the contact went.</summary>
    private static readonly double[] s_contact = [0.3, 0.5, 0.8, 1, 1.2];

    private static readonly string[] s_words =
    [
        "its name was looked up",
        "a connection was tried",
        "a connection was made",
        "both sides sent payload",
        "a file was transferred",
    ];

    public DetectorDescription Description { get; } =
        new(
            "intel-matches",
            "1",
            "A host was in contact with something that a threat feed lists.",
            ["T1071"],
            ["conn", "dns", "ssl", "quic", "http", "files"]
        );

    public IReadOnlyList<Finding> Detect(DetectionContext context, CancellationToken cancellation)
    {
        var feed = new FeedIndex(context.Options.Feed);
        if (feed.IsEmpty)
        {
            return [];
        }
        var options = context.Options.Get<IntelMatchesOptions>();
        var reader = new IntelReader(context.Database, feed);
        var subjects = reader
            .Read(cancellation)
            .GroupBy(item => Subject(item))
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => (IReadOnlyList<IntelEvent>)[.. group]);
        if (subjects.Count == 0)
        {
            return [];
        }
        var evidence = reader.Evidence(subjects, cancellation);
        return [.. subjects.Select(subject => Create(context, subject.Value, evidence[subject.Key], options))];
    }

    /// <summary>Entries of several feeds for the same value are one finding.</summary>
    private static string Subject(IntelEvent item) =>
        FindingKey.Create("intel-matches", item.Source, item.Indicator.Type, item.Indicator.Value);

    private Finding Create(
        DetectionContext context,
        IReadOnlyList<IntelEvent> events,
        IReadOnlyList<EvidenceReference> evidence,
        IntelMatchesOptions options
    )
    {
        var best = events
            .OrderByDescending(item => Weight(item, options) * s_contact[(int)item.Level])
            .ThenByDescending(item => item.Level)
            .ThenBy(item => item.Place, StringComparer.Ordinal)
            .First();
        var level = events.Max(item => item.Level);
        var indicator = best.Indicator;
        var weight = events.Max(item => Weight(item, options));
        var score = ScoreEngine.Score(Prior, Terms(context, events, best, weight, level), Impact);
        // The other side is whom the host was in contact with, not the resolver that it asked.
        var contact = events
            .Where(item => item.Level > ContactLevel.LookedUp)
            .OrderByDescending(item => item.Level)
            .ThenByDescending(item => item.Count)
            .ThenBy(item => item.Destination, StringComparer.Ordinal)
            .FirstOrDefault();
        var isName = indicator.Type is "domain-name";
        var destination =
            contact?.Destination ?? (indicator.Type is "ipv4-addr" or "ipv6-addr" ? best.Value : best.Destination);
        var places = events.Select(item => item.Place).Distinct().Order(StringComparer.Ordinal).ToList();
        var sources = events.Select(item => item.Indicator.Source).Distinct().Order(StringComparer.Ordinal).ToList();
        var description = indicator.Description is { } text ? $" ({text})" : "";
        var filter = destination is null ? null : PairFilter.Wireshark(best.Source, [destination], null, null);
        return new Finding
        {
            Key = Subject(best),
            Detector = Description.Id,
            Version = Description.Version,
            Title = $"{best.Source} was in contact with {indicator.Value}, listed by {string.Join(", ", sources)}",
            Severity = score.Severity,
            Score = score.Score,
            Confidence = score.Confidence,
            Impact = score.Impact,
            Attack = indicator.Attack is { Count: > 0 } named ? named : Description.Attack,
            FirstTime = events.Min(item => item.FirstTime),
            LastTime = events.Max(item => item.LastTime),
            Source = best.Source,
            Destination = destination,
            DestinationName = isName ? indicator.Value.ToLowerInvariant() : null,
            Port = contact?.Port ?? best.Port,
            Protocol = contact?.Service ?? best.Service,
            Statistics =
            [
                new("indicator_type", indicator.Type, "kind of value"),
                new("indicator_value", indicator.Value, "as the feed has it"),
                new("feeds", string.Join(", ", sources), "that list it"),
                new(
                    "indicator_date",
                    indicator.Date is { } date ? UnixTime.ToIso(date) : "unknown",
                    "when the feed vouched for it"
                ),
                new("weight", SignificantDigits.Round(weight), "reliability, halved with age"),
                new("contact", level.ToString().ToLowerInvariant(), "how far the contact went"),
                new("places", string.Join(", ", places), "where it was seen"),
                new("matches", events.Sum(item => item.Count), "records"),
                new("prior_log_odds", Prior, "before any reason"),
            ],
            Explanation =
                $"{string.Join(", ", sources)} {(sources.Count == 1 ? "lists" : "list")} {indicator.Value}{description}. {best.Source} had {Plural.Of(events.Sum(item => item.Count), "matching record", "matching records")} "
                + $"in {string.Join(", ", places)}; at most, {s_words[(int)level]}.",
            NullHypothesis =
                "If the entry were stale or shared with innocent others, the same records would be seen: "
                + "a match says who was contacted, not why.",
            Terms = score.Terms,
            CounterEvidence = score.CounterEvidence,
            NotEvaluable = indicator.Date is null ? ["how old the entry is: the feed gives no date"] : [],
            Evidence = evidence,
            Filter = filter,
            Query = destination is null ? null : PairFilter.Sql(best.Source, [destination], null),
        };
    }

    private static IEnumerable<ScoreTerm> Terms(
        DetectionContext context,
        IReadOnlyList<IntelEvent> events,
        IntelEvent best,
        double weight,
        ContactLevel level
    )
    {
        yield return new ScoreTerm(
            "listed by a feed",
            $"{best.Indicator.Value} in {best.Indicator.Source}, {s_words[(int)level]}",
            "four times reliability, halved with age, times how far the contact went",
            4 * weight * s_contact[(int)level],
            EvidenceFamily.Reputation,
            IsHard: true
        );
        if (!context.Hosts.IsInternal(best.Source) && best.Place == "conn.id.resp_h")
        {
            yield return new ScoreTerm(
                "source is outside",
                best.Source,
                "the host is not one of ours",
                -1,
                EvidenceFamily.Identity
            );
        }
        if (events.All(item => item.Place == "conn.id.orig_h"))
        {
            yield return new ScoreTerm(
                "it called in",
                $"{best.Indicator.Value} opened the connection",
                "everything on the internet is scanned",
                level >= ContactLevel.Exchanged ? -0.5 : -2,
                EvidenceFamily.Sequence
            );
        }
    }

    /// <summary>Reliability, halved for each half-life between the entry's date and the event.</summary>
    private static double Weight(IntelEvent item, IntelMatchesOptions options)
    {
        var indicator = item.Indicator;
        double? halfLife = indicator.Type switch
        {
            "ipv4-addr" or "ipv6-addr" => options.AddressHalfLifeDays,
            "url" => options.UrlHalfLifeDays,
            "domain-name" or "email-addr" => options.DomainHalfLifeDays,
            "ja3" or "ja3s" or "ja4" or "x509-sha1" or "x509-sha256" => options.FingerprintHalfLifeDays,
            _ => null,
        };
        // JA3 collides with the library that made the hello: a match of it alone is weak.
        var specificity = indicator.Type is "ja3" or "ja3s" or "ja4" ? 0.6 : 1;
        var age = indicator.Date is { } date ? Math.Max(0, (item.FirstTime - date) / NanosecondsPerDay) : 0;
        return specificity * indicator.Reliability * (halfLife is { } days ? Math.Pow(2, -age / days) : 1);
    }
}
