using Portal.Analysis.Detectors.Events;
using Portal.Analysis.Findings;
using Portal.Traffic;

namespace Portal.Analysis.Detectors.Beaconing;

/// <summary>Puts a judged pair into words, numbers and references.</summary>
internal sealed class BeaconFindings(
    DetectionContext context,
    DetectorDescription description,
    BeaconingOptions options
)
{
    public Finding Create(
        BeaconCandidate candidate,
        BeaconContext pair,
        ScoreResult score,
        IReadOnlyList<EvidenceReference> evidence
    )
    {
        var features = candidate.Features;
        return new Finding
        {
            Key = FindingKey.Create(description.Id, features.Source, features.Object),
            Detector = description.Id,
            Version = description.Version,
            Title = Title(candidate, pair),
            Severity = score.Severity,
            Score = score.Score,
            Confidence = score.Confidence,
            Impact = score.Impact,
            Attack = Attack(pair),
            FirstTime = features.FirstTime,
            LastTime = features.LastTime,
            Source = features.Source,
            Destination = pair.Destination,
            DestinationName = pair.Name,
            Port = pair.Transport == "icmp" ? null : pair.Port,
            Protocol = pair.Service ?? pair.Transport,
            Statistics = Statistics(candidate, pair),
            Explanation = Explanation(candidate, pair, score),
            NullHypothesis = NullHypothesis(candidate),
            Terms = score.Terms,
            CounterEvidence = score.CounterEvidence,
            NotEvaluable = NotEvaluable(candidate, pair),
            Evidence = evidence,
            Filter = PairFilter.Wireshark(features.Source, pair.Destinations, pair.Transport, pair.Port),
            Query = PairFilter.Sql(features.Source, pair.Destinations, pair.Port),
            Chart = BeaconChart.Draw(features.Timing.Starts, candidate.PeriodSeconds),
        };
    }

    private static string Title(BeaconCandidate candidate, BeaconContext pair)
    {
        var target = Target(candidate, pair);
        var source = candidate.Features.Source;
        return candidate.Kind switch
        {
            BeaconKind.Strobe when candidate.IsDead => $"{source} keeps trying to reach {target} without an answer",
            BeaconKind.Strobe => $"{source} strobes {target}: {candidate.Features.Events} connections",
            BeaconKind.Watch =>
                $"{source} calls {target} at regular times, {candidate.Features.Timing.VisitCount} visits so far",
            _ when candidate.IsDead =>
                $"{source} tries {target} every {Seconds(candidate.PeriodSeconds)} without an answer",
            _ => $"{source} calls {target} every {Seconds(candidate.PeriodSeconds)}",
        };
    }

    private static string Target(BeaconCandidate candidate, BeaconContext pair) =>
        pair.Name is { } name ? $"{name} ({pair.Destination}:{pair.Port})"
        : pair.DestinationCount > 1 ? $"{pair.DestinationCount} addresses with one client fingerprint"
        : candidate.Features.Object;

    private List<string> Attack(BeaconContext pair)
    {
        var services = pair.Service?.Split(',') ?? [];
        var isTls =
            services.Contains("ssl") || services.Contains("quic") || pair.Ja3 is not null || pair.Ja4 is not null;
        var isHttp = services.Contains("http");
        var techniques = new List<string>();
        if (services.Contains("dns") || (pair.Port == 53 && !isTls && !isHttp))
        {
            techniques.Add("T1071.004");
        }
        else if (isTls || isHttp)
        {
            techniques.Add("T1071.001");
        }
        else
        {
            techniques.Add(services.Length > 0 ? "T1071" : "T1095");
        }
        if (isTls)
        {
            techniques.Add("T1573.002");
        }
        if (
            (isTls && pair.Port is not (443 or 8443 or 465 or 587 or 853 or 993 or 995 or 3128 or 8080))
            || (isHttp && !isTls && pair.Port is not (80 or 8080 or 3128))
        )
        {
            techniques.Add("T1571");
        }
        if (context.Hosts.IsInternal(pair.Destination))
        {
            techniques.Add(
                pair.Name is not null && context.Hosts.Role(pair.Destination, Hosts.HostRole.Proxy) is not null
                    ? "T1090"
                    : "T1090.001"
            );
        }
        return techniques;
    }

    private List<Statistic> Statistics(BeaconCandidate candidate, BeaconContext pair)
    {
        var features = candidate.Features;
        var comb = features.Timing.Comb;
        var seconds = (features.LastTime - features.FirstTime) / (double)UnixTime.NanosecondsPerSecond;
        var statistics = new List<Statistic?>
        {
            new("kind", candidate.Kind.ToString().ToLowerInvariant(), "why it is regular"),
            Number("period_seconds", candidate.PeriodSeconds, "time between two beats"),
            Number(
                "jitter_percent",
                candidate.Kind is BeaconKind.Timer or BeaconKind.Watch ? 100 * candidate.Rhythm?.JitterShare : null,
                "± of the period"
            ),
            Number(
                "missed_share",
                candidate.Kind is BeaconKind.Timer ? comb?.Missed : null,
                $"beats that were not seen; {CombRenewalTest.LeastMissed} stands for none or hardly any"
            ),
            Number(
                "outside_share",
                candidate.Kind is BeaconKind.Timer ? comb?.Outside : null,
                "gaps that do not belong to the timer"
            ),
            new("sessions", features.Events, "flows and requests"),
            new("visits", (long)features.Timing.VisitCount, "events joined within a second"),
            new("failed_sessions", features.FailedEvents, "attempts without a connection"),
            Number("duration_seconds", seconds, "from the first to the last"),
            new("bytes_sent", pair.BytesSent, "payload from the source"),
            new("bytes_received", pair.BytesReceived, "payload to the source"),
            Number("evidence_d", comb?.Evidence, "penalised log-likelihood ratio of the timer"),
            candidate.Kind is BeaconKind.Timer or BeaconKind.Watch
                ? Number("p_value", features.Timing.PValue, "chance without a timer")
                : null,
            candidate.Kind is BeaconKind.Timer or BeaconKind.Watch
                ? Number("q_value", candidate.QValue, "after Benjamini-Hochberg")
                : null,
            new("pairs_tested", (long)candidate.Tested, "pairs of source and object tested with it"),
            Number("phase_z", features.Phase?.Z, "line above shuffled gaps, in standard deviations"),
            Number("rita_score", features.Rita, "beacon score by RITA's formulas, 0 to 1"),
            Number("size_share", features.Sizes?.Share, "requests of about the same size"),
            Number("size_mode_bytes", features.Sizes?.ModeBytes, "the most frequent size of a request"),
            Number("size_entropy_bits", features.Sizes?.PairEntropyBits, "entropy of the pairs of sizes"),
            new("internal_hosts_using_it", (long)features.InternalSources, "internal hosts that use the object"),
            new("internal_hosts", (long)context.Hosts.ActiveInternalHosts, "internal hosts that opened a flow"),
            Text("ja3", pair.Ja3, "client fingerprint"),
            Text("ja3s", pair.Ja3Server, "server fingerprint"),
            Text("ja4", pair.Ja4, "client fingerprint"),
            Text("user_agent", pair.UserAgent, "of the requests"),
            Text("certificate_subject", pair.Subject, "of the server's certificate"),
            Text("certificate_issuer", pair.Issuer, "of the server's certificate"),
            pair.Subject is null
                ? null
                : new("certificate_self_signed", pair.IsSelfSigned, "subject and issuer are the same"),
            new("prior_log_odds", BeaconScore.Prior, "before any reason"),
        };
        return [.. statistics.OfType<Statistic>()];
    }

    private string Explanation(BeaconCandidate candidate, BeaconContext pair, ScoreResult score)
    {
        var features = candidate.Features;
        var span = Seconds((features.LastTime - features.FirstTime) / (double)UnixTime.NanosecondsPerSecond);
        var rhythm = candidate.Kind switch
        {
            BeaconKind.Timer =>
                $"A timer of {Seconds(candidate.PeriodSeconds)} with ±{100 * candidate.Rhythm?.JitterShare ?? 0:0} % jitter, "
                    + $"{Unseen(features.Timing.Comb?.Missed ?? 0)}, explains the {features.Timing.VisitCount - 1} gaps better than any rhythm without one.",
            BeaconKind.Phase =>
                $"Among other visits, some keep the phase of a clock of {Seconds(candidate.PeriodSeconds)} over the whole time.",
            BeaconKind.Strobe =>
                $"Up to {features.BusiestStretch} connections fall within {options.StrobeSeconds} s; no person does that.",
            _ => $"The {features.Timing.VisitCount} visits so far are evenly spaced; that is too few to claim a timer.",
        };
        var sentences = new List<string>
        {
            $"{features.Source} reached out to {Target(candidate, pair)} {features.Events} times over {span}.",
            rhythm,
        };
        var reasons = score
            .Terms.Where(term => term.Points > 0)
            .Skip(1)
            .Select(term => $"{term.Name} ({term.Measured})")
            .ToList();
        sentences.Add(
            reasons.Count > 0
                ? $"What speaks for command and control: {string.Join("; ", reasons)}."
                : "Nothing but its rhythm speaks for command and control; periodic alone is not malicious."
        );
        if (score.CounterEvidence.Count > 0)
        {
            sentences.Add(
                $"What speaks against it: {string.Join("; ", score.CounterEvidence.Select(term => $"{term.Name} ({term.Measured})"))}."
            );
        }
        return string.Join(' ', sentences);
    }

    private static string? NullHypothesis(BeaconCandidate candidate)
    {
        var timing = candidate.Features.Timing;
        return candidate.Kind switch
        {
            BeaconKind.Timer or BeaconKind.Watch when timing.Comb is { } comb =>
                $"If nothing kept time, the gaps would follow {comb.NullModel}; evidence of D = {comb.Evidence:0.0} or more "
                    + $"from {timing.VisitCount} visits would then have the chance p = {timing.PValue:0.0E+0} "
                    + $"({NullTable.Embedded.Draws} seeded draws without a timer; beyond them the tail is extrapolated). Among {candidate.Tested} pairs tested, "
                    + $"q = {candidate.QValue:0.0E+0}.",
            BeaconKind.Phase =>
                "If nothing kept time, the same gaps in another order would show as strong a line in the spectrum; "
                    + $"of 20 orders none did, and the line lies {candidate.Features.Phase?.Z:0.0} standard deviations above them.",
            BeaconKind.Strobe => null,
            _ => null,
        };
    }

    private List<string> NotEvaluable(BeaconCandidate candidate, BeaconContext pair)
    {
        var missing = new List<string?>
        {
            "beats inside one flow: the records hold no bursts of a flow's payload",
            pair.Name is null && pair.DnsAnswers is null && !context.Hosts.IsInternal(pair.Destination)
                ? "whether the address came from DNS: no DNS of this host was seen"
                : null,
            context.Hosts.ActiveInternalHosts < options.MinHostsForCommon
                ? $"how common the object is: only {Plural.Of(context.Hosts.ActiveInternalHosts, "internal host was", "internal hosts were")} seen"
                : null,
            pair.AloneShare is null
                ? "whether it goes on when the host is idle: under twelve hours or too little else of the host was seen"
                : null,
            (pair.Ja3 ?? pair.Ja4) is not null && pair.Subject is null
                ? "the certificate: hidden by TLS 1.3, resumed, or not captured"
                : null,
            pair.BytesReceived == 0 && pair.BytesSent > 0 && !candidate.IsDead
                ? "what was answered: one direction only, or no payload"
                : null,
            candidate.Features.EventsNotKept > 0
                ? $"the timing of the last {Plural.Of(candidate.Features.EventsNotKept, "event, which was", "events, which were")} only counted"
                : null,
            context.Hosts.IsInferred
                ? "inside and outside: no private address was seen, so busy hosts were taken as inside"
                : null,
        };
        return [.. missing.OfType<string>()];
    }

    private static string Unseen(double missed) =>
        missed > CombRenewalTest.LeastMissed
            ? $"about {missed:P0} of its beats unseen"
            : "hardly any of its beats unseen";

    private static Statistic? Number(string name, double? value, string meaning) =>
        value is { } number && double.IsFinite(number) ? new(name, SignificantDigits.Round(number), meaning) : null;

    private static Statistic? Text(string name, string? value, string meaning) =>
        value is null ? null : new(name, value, meaning);

    private static string Seconds(double? seconds) =>
        seconds switch
        {
            null => "",
            < 100 => $"{seconds:0.#} s",
            < 7200 => $"{seconds:0} s",
            _ => $"{seconds / 3600:0.#} h",
        };
}
