using Portal.Analysis.Detectors.Beaconing;
using Portal.Analysis.Detectors.Events;
using Portal.Analysis.Detectors.IntelMatches;
using Portal.Analysis.Findings;
using Portal.Traffic;

namespace Portal.Analysis.Detectors.OutboundTransfers;

/// <summary>Finds internal hosts that send more outside than they fetch, and more than they or their peers usually do.</summary>
public sealed class OutboundTransfersDetector : IDetector
{
    private const double Prior = -4.5;
    private const double Megabyte = 1e6;

    /// <summary>Endings and media types of archives: what is packed is meant to be taken along.</summary>
    private static readonly string[] s_archives =
    [
        ".zip",
        ".7z",
        ".rar",
        ".tar",
        ".gz",
        ".tgz",
        ".cab",
        "application/zip",
        "application/x-7z-compressed",
        "application/x-rar",
        "application/x-rar-compressed",
        "application/vnd.rar",
        "application/gzip",
        "application/x-gzip",
        "application/x-tar",
    ];

    public DetectorDescription Description { get; } =
        new(
            "outbound-transfers",
            "1",
            "An internal host sent a large amount of data outside.",
            ["T1041", "T1048.002", "T1048.003", "T1567"],
            ["conn", "http", "ssl", "ftp", "files"]
        );

    public IReadOnlyList<Finding> Detect(DetectionContext context, CancellationToken cancellation)
    {
        var options = context.Options.Get<OutboundTransfersOptions>();
        var reader = new TransferReader(context, options);
        var transfers = reader.Read(cancellation);
        if (transfers.Count == 0)
        {
            return [];
        }
        var hours = reader.Hours(cancellation);
        var feed = new FeedIndex(context.Options.Feed);
        var findings = new List<Finding>();
        foreach (var transfer in transfers)
        {
            var baseline = Baseline(transfer, hours, options);
            if (
                transfer.Channel == TransferChannel.Volume
                && (!IsUnusual(baseline, options) || IsTold(transfer, transfers))
            )
            {
                continue;
            }
            var terms = Terms(context, transfer, baseline, feed);
            findings.Add(Create(context, transfer, baseline, ScoreEngine.Score(Prior, terms, Impact(transfer))));
        }
        return [.. findings.OrderBy(finding => finding.Key, StringComparer.Ordinal)];
    }

    private static bool IsUnusual(UploadBaseline baseline, OutboundTransfersOptions options) =>
        baseline.Deviations is not { } deviations || deviations >= options.MinDeviations || baseline.CumulativeSum >= 5;

    /// <summary>Another channel names most of the same bytes.</summary>
    private static bool IsTold(Transfer volume, IReadOnlyList<Transfer> transfers) =>
        transfers
            .Where(other =>
                other.Channel != TransferChannel.Volume
                && other.Source == volume.Source
                && other.Destinations.Intersect(volume.Destinations).Any()
            )
            .Sum(other => other.Sent) * 2
        >= volume.Sent;

    private static UploadBaseline Baseline(
        Transfer transfer,
        IReadOnlyList<(string Source, long Hour, double Bytes)> hours,
        OutboundTransfersOptions options
    ) =>
        UploadBaseline.Measure(
            transfer.Hours,
            hours.Where(item => item.Source == transfer.Source).ToDictionary(item => item.Hour, item => item.Bytes),
            [
                .. hours
                    .Where(item => item.Source != transfer.Source)
                    .GroupBy(item => item.Source)
                    .Select(group => group.Max(item => item.Bytes)),
            ],
            options.MinReferences
        );

    private static IEnumerable<ScoreTerm> Terms(
        DetectionContext context,
        Transfer transfer,
        UploadBaseline baseline,
        FeedIndex feed
    )
    {
        var all = context.Hosts.ActiveInternalHosts;
        var users = transfer.Users;
        if (baseline.Deviations is { } deviations && deviations > 0)
        {
            yield return new ScoreTerm(
                "unusual volume",
                $"{Size(transfer.Sent)}, {deviations:0.0} robust standard deviations",
                $"against {baseline.Reference}; half of it, at most 2.5",
                Math.Min(2.5, deviations / 2),
                EvidenceFamily.Content
            );
        }
        if (transfer.Ratio >= 3)
        {
            yield return new ScoreTerm(
                "more sent than received",
                $"{Size(transfer.Sent)} sent, {Size(transfer.Received)} received",
                "people fetch more than they send",
                0.5,
                EvidenceFamily.Content
            );
        }
        if (all > 1 && users > 0)
        {
            var points = Math.Clamp(Math.Log(((0.1 * all) + 1) / users), -1.5, 1.5);
            yield return new ScoreTerm(
                points >= 0 ? "rare object" : "shared object",
                $"{users} of {all} internal hosts {(users == 1 ? "uses" : "use")} it",
                "a tenth of the hosts is usual",
                points,
                EvidenceFamily.Reputation
            );
        }
        if (transfer.Channel is TransferChannel.Ftp or TransferChannel.FileShare)
        {
            yield return new ScoreTerm(
                transfer.Channel == TransferChannel.Ftp ? "file stored by FTP outside" : "file share outside",
                $"{Size(transfer.Sent)} to {transfer.Destination}",
                "an unencrypted channel that offices have left",
                1.5,
                EvidenceFamily.Sequence
            );
        }
        if (transfer.Channel == TransferChannel.HttpPost && transfer.Name is null)
        {
            yield return new ScoreTerm(
                "posted to an address",
                $"the Host is {transfer.Destination}",
                "services have names",
                0.7,
                EvidenceFamily.Identity
            );
        }
        if (transfer.Fingerprint is { } client && transfer.FingerprintObjects == 1)
        {
            yield return new ScoreTerm(
                "a client of its own",
                $"{client} is used for this object only",
                "browsers and sync clients use many",
                0.7,
                EvidenceFamily.Identity
            );
        }
        var archives = transfer.Files.Where(IsArchive).ToList();
        if (archives.Count > 0)
        {
            yield return new ScoreTerm(
                "archive",
                string.Join(", ", archives),
                "packed to be taken along",
                1,
                EvidenceFamily.Content
            );
        }
        if (
            transfer.Name is { } name
            && BenignService.Of(name) is { Kind: "file sync" or "backup" or "mail poll" or "telemetry" } known
        )
        {
            yield return new ScoreTerm(
                known.Kind,
                $"{name} belongs to {known.Who}",
                "uploads by design; whose account it is cannot be seen",
                -3,
                EvidenceFamily.Reputation,
                IsExplanation: true
            );
        }
        else if (users >= 2 && all >= 4 && users * 2 >= all)
        {
            yield return new ScoreTerm(
                "used by most hosts",
                $"{users} of {all} internal hosts",
                "everybody's service",
                -3,
                EvidenceFamily.Reputation,
                IsExplanation: true
            );
        }
        var match = transfer
            .Destinations.SelectMany(feed.Address)
            .Concat(transfer.Name is null ? [] : feed.Name(transfer.Name))
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

    private Finding Create(DetectionContext context, Transfer transfer, UploadBaseline baseline, ScoreResult score)
    {
        var seconds = (transfer.LastTime - transfer.FirstTime) / (double)UnixTime.NanosecondsPerSecond;
        var target = transfer.Name is { } name ? $"{name} ({transfer.Destination})" : transfer.Destination;
        var how = transfer.Channel switch
        {
            TransferChannel.HttpPost => " by HTTP POST",
            TransferChannel.Ftp => " by FTP",
            TransferChannel.FileShare => " to a file share",
            _ => "",
        };
        return new Finding
        {
            Key = FindingKey.Create(
                Description.Id,
                transfer.Channel.ToString().ToLowerInvariant(),
                transfer.Source,
                transfer.Object
            ),
            Detector = Description.Id,
            Version = Description.Version,
            Title = $"{transfer.Source} sent {Size(transfer.Sent)} to {target}{how}",
            Severity = score.Severity,
            Score = score.Score,
            Confidence = score.Confidence,
            Impact = score.Impact,
            Attack = Attack(transfer),
            FirstTime = transfer.FirstTime,
            LastTime = transfer.LastTime,
            Source = transfer.Source,
            Destination = transfer.Destination,
            DestinationName = transfer.Name,
            Port = transfer.Channel == TransferChannel.Ftp ? 21 : transfer.Port,
            Protocol = transfer.Channel == TransferChannel.Ftp ? "ftp" : transfer.Service ?? transfer.Transport,
            Statistics = Statistics(transfer, baseline, seconds),
            Explanation = Explanation(transfer, baseline, score, target, how),
            NullHypothesis = baseline.Deviations is { } deviations
                ? $"If this were an hour like others, its upload would lie near the median of {baseline.Reference}; it lies {deviations:0.0} robust standard deviations above."
                : null,
            Terms = score.Terms,
            CounterEvidence = score.CounterEvidence,
            NotEvaluable =
            [
                .. baseline.Deviations is null
                    ? [$"whether the volume is unusual: {baseline.Reference}"]
                    : (string[])[],
                .. context.Hosts.ActiveInternalHosts < 2
                    ? ["how rare the object is: only one internal host was seen"]
                    : (string[])[],
                .. transfer.Received == 0
                    ? ["what came back: nothing was seen, perhaps one direction only"]
                    : (string[])[],
            ],
            Evidence = transfer.Evidence,
            Filter = PairFilter.Wireshark(
                transfer.Source,
                transfer.Destinations,
                transfer.Channel == TransferChannel.Ftp ? null : transfer.Transport,
                transfer.Port
            ),
            Query = PairFilter.Sql(
                transfer.Source,
                transfer.Destinations,
                transfer.Channel == TransferChannel.Ftp ? null : transfer.Port
            ),
        };
    }

    private static List<Statistic> Statistics(Transfer transfer, UploadBaseline baseline, double seconds)
    {
        var statistics = new List<Statistic>
        {
            new("channel", transfer.Channel.ToString().ToLowerInvariant(), "how it left"),
            new("bytes_sent", transfer.Sent, "payload that left"),
            new("bytes_received", transfer.Received, "payload that came back"),
            new("ratio", SignificantDigits.Round(transfer.Ratio), "sent for each byte received"),
            new("sessions", transfer.Events, "flows or requests"),
            new("duration_seconds", SignificantDigits.Round(seconds, 6), "from the first to the last"),
            new("prior_log_odds", Prior, "before any reason"),
        };
        if (baseline.Deviations is { } deviations)
        {
            statistics.Add(
                new("robust_deviations", SignificantDigits.Round(deviations), $"against {baseline.Reference}")
            );
            statistics.Add(
                new("cumulative_sum", SignificantDigits.Round(baseline.CumulativeSum), "of the hours; 5 is unusual")
            );
        }
        if (transfer.Files.Count > 0)
        {
            statistics.Add(new("files", string.Join(", ", transfer.Files), "names or media types seen to leave"));
        }
        if (transfer.Fingerprint is { } client)
        {
            statistics.Add(new("client", client, "JA4, JA3 or User-Agent"));
        }
        return statistics;
    }

    private static string Explanation(
        Transfer transfer,
        UploadBaseline baseline,
        ScoreResult score,
        string target,
        string how
    )
    {
        var reasons = score.Terms.Where(term => term.Points > 0).Select(term => $"{term.Name} ({term.Measured})");
        var against = score.CounterEvidence.Select(term => $"{term.Name} ({term.Measured})").ToList();
        return $"{transfer.Source} sent {Size(transfer.Sent)}{how} to {target} in {Plural.Of(transfer.Events, "flow or request", "flows or requests")} and got {Size(transfer.Received)} back. "
            + $"What speaks for it: {string.Join("; ", reasons)}."
            + (baseline.Deviations is null ? $" Whether that is unusual cannot be told: {baseline.Reference}." : "")
            + (against.Count > 0 ? $" What speaks against it: {string.Join("; ", against)}." : "");
    }

    private static IReadOnlyList<string> Attack(Transfer transfer) =>
        transfer.Channel switch
        {
            TransferChannel.Ftp or TransferChannel.FileShare => ["T1048.003"],
            TransferChannel.HttpPost => ["T1041"],
            _ when transfer.Name is { } name && BenignService.Of(name) is { Kind: "file sync" } => ["T1567.002"],
            _ => ["T1041"],
        };

    /// <summary>By what left: under 10 MB 3, under 1 GB 4, else 5.</summary>
    private static int Impact(Transfer transfer) =>
        transfer.Sent switch
        {
            < 10_000_000 => 3,
            < 1_000_000_000 => 4,
            _ => 5,
        };

    private static bool IsArchive(string file) =>
        s_archives.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static string Size(long bytes) =>
        bytes switch
        {
            < 10_000 => $"{bytes} B",
            < 1_000_000 => $"{bytes / 1e3:0} kB",
            < 1_000_000_000 => $"{bytes / Megabyte:0.0} MB",
            _ => $"{bytes / 1e9:0.00} GB",
        };
}
