using Portal.Analysis.Findings;

namespace Portal.Analysis.Detectors.LateralMovement;

/// <summary>The reasons for and against lateral movement.</summary>
internal static class LateralScore
{
    public const double Prior = -3;

    /// <summary>Just below medium: somebody uses a service for the first time every day.</summary>
    public const int LoneMaxScore = 39;

    public static IEnumerable<ScoreTerm> Terms(
        AdminUse use,
        IReadOnlyList<Operation> operations,
        Surroundings around,
        LateralMovementOptions options
    ) => [.. Technique(use, operations, around, options), .. Context(use, around)];

    /// <summary>
    /// Something beside the use itself speaks for it, so the ceiling of lone uses does not hold. Hosts of a small office talk
    /// SMB and RPC in all directions, so there the content of the use must speak for it too.
    /// </summary>
    public static bool IsSupported(AdminUse use, IReadOnlyList<ScoreTerm> terms) =>
        (use.Service.IsInteractive || terms.Any(term => term is { Points: > 0, Family: EvidenceFamily.Content }))
        && terms.Any(term =>
            term.Points > 0
            && (
                term.IsHard
                || term.Name
                    is "source in touch with an unknown server"
                        or "source in touch with a feed value"
                        or "several services"
                        or "several targets"
                        or "came from another host"
            )
        );

    /// <summary>5 for domain controllers, else 4.</summary>
    public static int Impact(AdminUse use, Surroundings around) => around.IsDomainController(use.Target) ? 5 : 4;

    public static string Size(long bytes) =>
        bytes switch
        {
            >= 1_000_000 => $"{bytes / 1e6:0.0} MB",
            >= 1000 => $"{bytes / 1e3:0.0} kB",
            _ => $"{bytes} bytes",
        };

    private static IEnumerable<ScoreTerm> Technique(
        AdminUse use,
        IReadOnlyList<Operation> operations,
        Surroundings around,
        LateralMovementOptions options
    )
    {
        foreach (var kind in operations.GroupBy(operation => operation.Kind))
        {
            var first = kind.First();
            yield return new ScoreTerm(
                kind.Key,
                string.Join(", ", kind.Select(operation => operation.What).Distinct().Take(4)),
                first.IsDone ? "changes or runs something on the target" : "a share for administrators",
                first.Points,
                EvidenceFamily.Content,
                first.IsDone
            );
        }
        if (around.IsUnusualAmount(use) && around.Deviations(use) is { } deviations)
        {
            yield return new ScoreTerm(
                use.Service.Id switch
                {
                    "smb" => "unusual upload to a share",
                    "ldap" => "unusual amount read from the directory",
                    _ => "unusual amount read",
                },
                $"{Size(use.Amount)}, {deviations:0.0} robust standard deviations",
                $"above the other users of {use.Service.Name}; a quarter of it, at most 2",
                Math.Min(use.Service.Id is "smb" or "ldap" ? 2 : 0.5, deviations / 4),
                EvidenceFamily.Content
            );
        }
        if (
            use.Service.Id == "rdp"
            && use.Seconds >= options.MinSessionSeconds
            && use.Received >= options.MinSessionBytes
        )
        {
            yield return new ScoreTerm(
                "a desktop was shown",
                $"{use.Seconds:0} s, {Size(use.Received)} received",
                $"at least {options.MinSessionSeconds} s and {Size(options.MinSessionBytes)}: somebody was logged on",
                0.5,
                EvidenceFamily.Content
            );
        }
    }

    private static IEnumerable<ScoreTerm> Context(AdminUse use, Surroundings around)
    {
        var users = around.Sources[(use.Target, use.Service.Id)].Count();
        if (around.Hosts >= 4 && use.Service.Id != "ldap")
        {
            // Shares are there for everybody: their number of users speaks against little.
            var points = Math.Clamp(Math.Log(((0.1 * around.Hosts) + 1) / users), -0.5, 1);
            yield return new ScoreTerm(
                points >= 0 ? "rare use" : "usual use",
                $"{users} of {around.Hosts} internal hosts {(users == 1 ? "uses" : "use")} {use.Service.Name} on {use.Target}",
                "a tenth of the hosts is usual",
                points,
                EvidenceFamily.Identity
            );
            if (around.IsRare(use) && around.IsWorkstation(use.Source) && around.IsWorkstation(use.Target))
            {
                yield return new ScoreTerm(
                    "between workstations",
                    $"{use.Source} and {use.Target} serve at most one other host",
                    "workstations use servers",
                    1,
                    EvidenceFamily.Identity
                );
            }
        }
        if (around.FeedValue(use.Source) is { } value)
        {
            yield return new ScoreTerm(
                "source in touch with a feed value",
                $"{use.Source} has flows to {value}",
                "named by a feed that was given",
                2,
                EvidenceFamily.Reputation
            );
        }
        else if (around.SelfSignedServer(use.Source) is { } server)
        {
            yield return new ScoreTerm(
                "source in touch with an unknown server",
                $"{use.Source} has TLS sessions with {server}, which signed its certificate itself",
                "few or no other hosts use that server",
                1.5,
                EvidenceFamily.Reputation
            );
        }
        var companions = around.Companions(use);
        if (companions.Count > 0)
        {
            yield return new ScoreTerm(
                "several services",
                string.Join(", ", companions.Select(other => $"{other.Service.Name} on {other.Target}").Take(4)),
                "also unusual, by the same source within the window",
                1,
                EvidenceFamily.Sequence
            );
        }
        var targets = around.FanOut(use);
        if (targets >= 3)
        {
            yield return new ScoreTerm(
                "several targets",
                $"{targets} targets that few others use, within the window",
                "one from 3, two from 10",
                targets >= 10 ? 2 : 1,
                EvidenceFamily.Sequence
            );
        }
        if (around.CameFrom(use) is { } earlier)
        {
            yield return new ScoreTerm(
                "came from another host",
                $"{earlier.Source} used {earlier.Service.Name} on {use.Source} before",
                "a path of hosts within a day",
                1.5,
                EvidenceFamily.Sequence
            );
        }
        if (around.Habit(use) is { } habit)
        {
            yield return new ScoreTerm(
                "administers by habit",
                habit,
                "two targets before, or the same use on several days",
                -1.5,
                EvidenceFamily.Identity
            );
        }
    }
}
