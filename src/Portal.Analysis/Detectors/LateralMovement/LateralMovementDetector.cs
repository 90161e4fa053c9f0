using Portal.Analysis.Detectors.Events;
using Portal.Analysis.Findings;
using Portal.Traffic;

namespace Portal.Analysis.Detectors.LateralMovement;

/// <summary>Finds internal hosts that use administrative services of others as their peers do not.</summary>
public sealed class LateralMovementDetector : IDetector
{
    /// <summary>Reasons below this make an ordinary use, which is no finding.</summary>
    private const double MinPoints = 1.5;

    public DetectorDescription Description { get; } =
        new(
            "lateral-movement",
            "1",
            "An internal host reaches further into the network by an administrative service.",
            [
                "T1021.001",
                "T1021.002",
                "T1021.003",
                "T1021.004",
                "T1021.006",
                "T1018",
                "T1047",
                "T1053.002",
                "T1053.005",
                "T1087.002",
                "T1569.002",
                "T1570",
            ],
            ["conn", "ssl", "x509", "smb_mapping", "smb_files", "dce_rpc"]
        );

    public IReadOnlyList<Finding> Detect(DetectionContext context, CancellationToken cancellation)
    {
        if (!context.Database.HasRows("conn"))
        {
            return [];
        }
        var options = context.Options.Get<LateralMovementOptions>();
        var uses = AdminUseReader
            .Uses(context.Database, cancellation)
            .Where(use => context.Hosts.IsInternal(use.Source) && context.Hosts.IsInternal(use.Target))
            .ToList();
        var operations = OperationReader.Read(context.Database, cancellation);
        var around = new Surroundings(context, uses, options, cancellation);
        var told = new List<(AdminUse Use, List<ScoreTerm> Terms, List<Operation> Operations)>();
        foreach (var use in uses)
        {
            cancellation.ThrowIfCancellationRequested();
            var done = operations[(use.Source, use.Target, use.Service.Id)].ToList();
            var terms = LateralScore.Terms(use, done, around, options).ToList();
            if (
                terms.Where(term => term.Points > 0).Sum(term => term.Points) >= MinPoints
                && IsOutOfOrder(use, done, around)
            )
            {
                told.Add((use, terms, done));
            }
        }
        if (told.Count == 0)
        {
            return [];
        }
        var evidence = EvidenceQuery.Read(
            context.Database,
            AdminUseReader.Cited,
            cancellation,
            ("keys", string.Join('\u001f', told.Select(item => AdminUseReader.Subject(item.Use))))
        );
        return
        [
            .. told.Select(item =>
                    Create(item.Use, item.Terms, item.Operations, around, evidence[AdminUseReader.Subject(item.Use)])
                )
                .OrderBy(finding => finding.Key, StringComparer.Ordinal),
        ];
    }

    /// <summary>
    /// What the source is suspected of elsewhere does not make each of its ordinary logons and lookups a finding: the use
    /// itself must be rare, large or leave something behind.
    /// </summary>
    private static bool IsOutOfOrder(AdminUse use, List<Operation> operations, Surroundings around) =>
        operations.Count > 0 || around.IsUnusualAmount(use) || (use.Service.Id != "ldap" && IsFew(use, around));

    /// <summary>Remote desktops and shells of servers have their administrators; a share or RPC has all hosts.</summary>
    private static bool IsFew(AdminUse use, Surroundings around) =>
        around.IsRare(use)
        || (
            use.Service.IsInteractive
            && around.Hosts >= 4
            && around.Sources[(use.Target, use.Service.Id)].Count() * 5 <= around.Hosts
        );

    private Finding Create(
        AdminUse use,
        List<ScoreTerm> terms,
        List<Operation> operations,
        Surroundings around,
        IReadOnlyList<EvidenceReference> evidence
    )
    {
        var isSupported = LateralScore.IsSupported(use, terms);
        var score = ScoreEngine.Score(
            LateralScore.Prior,
            terms,
            LateralScore.Impact(use, around),
            isSupported ? 100 : LateralScore.LoneMaxScore
        );
        var reasons = score
            .Terms.Where(term => term.Points > 0)
            .OrderByDescending(term => term.Points)
            .Select(term => $"{term.Name} ({term.Measured})");
        var against = score.CounterEvidence.Select(term => $"{term.Name} ({term.Measured})").ToList();
        var act =
            use.Service.Id == "ldap"
                ? $"read {LateralScore.Size(use.Received)} of the directory of {use.Target} over LDAP"
                : $"used {use.Service.Name} on {use.Target}";
        return new Finding
        {
            Key = FindingKey.Create(Description.Id, use.Service.Id, use.Source, use.Target),
            Detector = Description.Id,
            Version = Description.Version,
            Title = $"{use.Source} {act}",
            Severity = score.Severity,
            Score = score.Score,
            Confidence = score.Confidence,
            Impact = score.Impact,
            Attack = [.. use.Service.Technique.Concat(operations.Select(operation => operation.Technique)).Distinct()],
            FirstTime = use.FirstTime,
            LastTime = use.LastTime,
            Source = use.Source,
            Destination = use.Target,
            Port = use.Port,
            Protocol = use.Service.Id,
            Statistics = Statistics(use, around),
            Explanation =
                $"{use.Source} {act} in {Plural.Of(use.Connections, "connection", "connections")}: "
                + $"{LateralScore.Size(use.Sent)} sent, {LateralScore.Size(use.Received)} received, the longest {use.Seconds:0} s. "
                + $"What decides: {string.Join("; ", reasons)}."
                + (against.Count > 0 ? $" What speaks against it: {string.Join("; ", against)}." : "")
                + (isSupported ? "" : " Too little beside the use itself supports it, so it stays below medium."),
            NullHypothesis =
                $"If this were daily work, others like {use.Source} would use {use.Service.Name} on {use.Target} too, with amounts like these, and the source would show nothing else.",
            Terms = score.Terms,
            CounterEvidence = score.CounterEvidence,
            NotEvaluable = [.. NotEvaluable(use, operations, around)],
            Evidence = evidence,
            Filter = PairFilter.Wireshark(use.Source, [use.Target], "tcp", use.Port),
            Query = PairFilter.Sql(use.Source, [use.Target], use.Port),
        };
    }

    private static IEnumerable<string> NotEvaluable(AdminUse use, List<Operation> operations, Surroundings around)
    {
        if (around.Hosts < 4)
        {
            yield return $"how rare the use is: only {Plural.Of(around.Hosts, "internal host was", "internal hosts were")} seen";
        }
        if (around.Deviations(use) is null)
        {
            yield return $"whether the amount is unusual: too few other hosts use {use.Service.Name}";
        }
        if (use.Service.Id is "smb" or "rpc" && operations.Count == 0)
        {
            yield return "what was done on the target: the records hold no administrative share, file or call of it";
        }
    }

    private static List<Statistic> Statistics(AdminUse use, Surroundings around)
    {
        var statistics = new List<Statistic>
        {
            new("service", use.Service.Name, "what was used"),
            new("connections", use.Connections, "with payload in both directions"),
            new("bytes_sent", use.Sent, "payload of the source"),
            new("bytes_received", use.Received, "payload of the target"),
            new("longest_seconds", SignificantDigits.Round(use.Seconds, 6), "of one connection"),
            new("users", (long)around.Sources[(use.Target, use.Service.Id)].Count(), "hosts that use it on the target"),
            new("targets_in_window", (long)around.FanOut(use), "targets of the source that few others use"),
            new("prior_log_odds", LateralScore.Prior, "before any reason"),
        };
        if (around.Deviations(use) is { } deviations)
        {
            statistics.Add(
                new("robust_deviations", SignificantDigits.Round(deviations), "of the amount above other users")
            );
        }
        return statistics;
    }
}
