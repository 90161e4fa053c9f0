using Portal.Analysis.Detectors.Hosts;
using Portal.Analysis.Detectors.IntelMatches;
using Portal.Analysis.Findings;
using Portal.Traffic;

namespace Portal.Analysis.Detectors.Beaconing;

/// <summary>Weighs what was measured of a regular pair. Periodic alone is not malicious: it stays below 30.</summary>
internal sealed class BeaconScore(HostInventory hosts, FeedIndex feed, BeaconingOptions options)
{
    /// <summary>Few regular pairs are an adversary's.</summary>
    public const double Prior = -4;

    private const int Impact = 4;
    private const int DeadImpact = 3;
    private const double YoungCertificateDays = 7;

    private readonly BeaconExplanations _explanations = new(hosts, options);

    public ScoreResult Score(BeaconCandidate candidate, BeaconContext pair)
    {
        var terms = new List<ScoreTerm> { Timing(candidate) };
        terms.AddRange(new[] { Sizes(candidate), AlwaysOn(pair), Prevalence(candidate) }.OfType<ScoreTerm>());
        terms.AddRange(Novelty(candidate, pair));
        terms.AddRange(Identity(pair));
        terms.AddRange(Feed(pair));
        terms.AddRange(_explanations.Find(candidate, pair));
        return ScoreEngine.Score(
            Prior,
            terms,
            candidate.IsDead ? DeadImpact : Impact,
            candidate.Kind == BeaconKind.Watch ? options.WatchMaxScore : 100
        );
    }

    private ScoreTerm Timing(BeaconCandidate candidate)
    {
        var timing = candidate.Features.Timing;
        var comb = timing.Comb ?? default;
        return candidate.Kind switch
        {
            BeaconKind.Phase => new ScoreTerm(
                "phase coherence",
                $"line at {candidate.PeriodSeconds:0.#} s, {candidate.Features.Phase?.Z:0.#} standard deviations above shuffled gaps",
                $"counts from {options.MinPhaseZ} on",
                Math.Min(3, (candidate.Features.Phase?.Z ?? 0) / 4),
                EvidenceFamily.Timing
            ),
            BeaconKind.Strobe => new ScoreTerm(
                "strobe",
                $"{candidate.Features.BusiestStretch} connections within {options.StrobeSeconds} s",
                $"{options.StrobeConnections} in {options.StrobeSeconds} s",
                candidate.IsDead ? 0.5 : 2,
                EvidenceFamily.Timing
            ),
            _ => new ScoreTerm(
                "comb-renewal timing",
                $"D = {comb.Evidence:0.0} over {timing.VisitCount} visits, q = {candidate.QValue:0.0E+0}",
                $"the best model without a timer is {comb.NullModel}; D/10, at most 3",
                Math.Min(3, comb.Evidence / 10),
                EvidenceFamily.Timing
            ),
        };
    }

    private static ScoreTerm? Sizes(BeaconCandidate candidate) =>
        candidate.Features.Sizes is { } sizes && sizes.Share > 0.5 && sizes.ModeBytes > 0
            ? new ScoreTerm(
                "regular sizes",
                $"{sizes.Share:P0} of the requests have about {sizes.ModeBytes:0} bytes; entropy of the sizes {sizes.PairEntropyBits:0.0} bits",
                "people ask for different things; from 90 % on it counts in full",
                Math.Clamp((sizes.Share - 0.5) / 0.4, 0, 1),
                EvidenceFamily.Content
            )
            : null;

    private static ScoreTerm? AlwaysOn(BeaconContext pair) =>
        pair.AloneShare >= 0.3
            ? new ScoreTerm(
                "goes on when the host is idle",
                $"in {pair.AloneShare:P0} of its hours the host used at most one other object",
                "what a person uses stops when the person does",
                0.5,
                EvidenceFamily.Timing
            )
            : null;

    private ScoreTerm? Prevalence(BeaconCandidate candidate)
    {
        var all = hosts.ActiveInternalHosts;
        var users = candidate.Features.InternalSources;
        if (all < 2 || users == 0)
        {
            return null;
        }
        var points = Math.Clamp(Math.Log(((0.1 * all) + 1) / users), -1.5, 1.5);
        return new ScoreTerm(
            points >= 0 ? "rare object" : "shared object",
            $"{users} of {all} internal hosts {(users == 1 ? "uses" : "use")} it",
            "a tenth of the hosts is usual",
            points,
            EvidenceFamily.Reputation
        );
    }

    private IEnumerable<ScoreTerm> Novelty(BeaconCandidate candidate, BeaconContext pair)
    {
        var quiet = (candidate.Features.FirstTime - pair.SourceFirstTime) / (3600.0 * UnixTime.NanosecondsPerSecond);
        if (quiet >= options.QuietHours)
        {
            yield return new ScoreTerm(
                "new to the host",
                $"first seen {quiet:0.#} h after the host",
                $"{options.QuietHours:0.#} h without it",
                0.7,
                EvidenceFamily.Sequence
            );
        }
        if (pair.Name is null && pair.DnsAnswers == 0 && !hosts.IsInternal(pair.Destination))
        {
            yield return new ScoreTerm(
                "no DNS answer",
                $"no answer to {candidate.Features.Source} named {pair.Destination}",
                "programs ask for names; an address in the program is meant to be found",
                0.7,
                EvidenceFamily.Content
            );
        }
        if (pair.ExecutableBefore is { } file)
        {
            yield return new ScoreTerm(
                "follows an executable",
                $"the host fetched {file} within the hour before",
                "what was fetched may be what calls",
                1,
                EvidenceFamily.Sequence
            );
        }
    }

    private static IEnumerable<ScoreTerm> Identity(BeaconContext pair)
    {
        if (pair.HostMissingShare >= 0.5)
        {
            yield return new ScoreTerm(
                "no Host header",
                $"{pair.HostMissingShare:P0} of the requests",
                "RFC 9110 §7.2 demands one",
                0.7,
                EvidenceFamily.Content
            );
        }
        var own = pair.Ja4 ?? pair.Ja3 ?? pair.UserAgent;
        if (own is not null && pair.FingerprintObjects == 1 && pair.FingerprintedObjects >= 3)
        {
            yield return new ScoreTerm(
                "a client of its own",
                $"{(pair.Ja4 is not null ? "JA4" : pair.Ja3 is not null ? "JA3" : "User-Agent")} {own} is used for this object only",
                $"the host has {Plural.Of(pair.FingerprintedObjects, "pair", "pairs")} of client and object",
                0.7,
                EvidenceFamily.Identity
            );
        }
        if (pair.IsSelfSigned)
        {
            yield return new ScoreTerm(
                "self-signed certificate",
                pair.Subject!,
                "subject and issuer are the same",
                0.7,
                EvidenceFamily.Identity
            );
        }
        else if (
            pair.CertificateValidFrom is { } from
            && (pair.SourceFirstTime - from) / (86_400.0 * UnixTime.NanosecondsPerSecond)
                is >= 0
                    and <= YoungCertificateDays
        )
        {
            yield return new ScoreTerm(
                "young certificate",
                $"valid since {UnixTime.ToIso(from)}",
                $"younger than {YoungCertificateDays} days",
                0.7,
                EvidenceFamily.Identity
            );
        }
    }

    private IEnumerable<ScoreTerm> Feed(BeaconContext pair)
    {
        if (feed.IsEmpty)
        {
            return [];
        }
        var named = pair.Name is null ? [] : feed.Name(pair.Name);
        var matches = pair
            .Destinations.SelectMany(feed.Address)
            .Concat(named)
            .Concat(pair.Ja3 is null ? [] : feed.Exact("ja3", pair.Ja3))
            .Concat(pair.Ja4 is null ? [] : feed.Exact("ja4", pair.Ja4))
            .Select(indicator => $"{indicator.Value} ({indicator.Source})")
            .Distinct()
            .ToList();
        return matches.Count == 0
            ? []
            :
            [
                new ScoreTerm(
                    "in a threat feed",
                    string.Join(", ", matches.Take(5)),
                    "named by a feed that was given",
                    2.5,
                    EvidenceFamily.Reputation,
                    IsHard: true
                ),
            ];
    }
}
