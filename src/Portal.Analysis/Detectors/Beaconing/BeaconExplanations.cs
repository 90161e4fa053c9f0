using Portal.Analysis.Detectors.Hosts;
using Portal.Analysis.Findings;

namespace Portal.Analysis.Detectors.Beaconing;

/// <summary>Finds what would explain a regular pair without an adversary. Each explanation cites its own evidence.</summary>
internal sealed class BeaconExplanations(HostInventory hosts, BeaconingOptions options)
{
    private const double Points = -3;
    private const int NtpPort = 123;

    /// <summary>Roles whose service is polled by design, with the ports of that service.</summary>
    private static readonly (HostRole Role, string Words, int MinClients, int[] Ports)[] s_polled =
    [
        (HostRole.DnsResolver, "name resolution", 1, [53, 853]),
        (HostRole.TimeServer, "time synchronisation", 1, [123]),
        (HostRole.DomainController, "domain services", 1, [53, 88, 123, 135, 389, 445, 464, 636, 3268]),
        (HostRole.FileServer, "file shares", 2, [139, 445, 2049]),
        (HostRole.BackupServer, "backup", 1, [873, 9101, 9102, 9103, 13720, 13724, 13782, 1556, 6180, 2500, 6502]),
        (HostRole.MailServer, "mail", 2, [25, 465, 587, 143, 993, 110, 995]),
        (HostRole.DatabaseServer, "database", 2, [1433, 1521, 3306, 5432, 27017, 6379]),
        (HostRole.Monitoring, "monitoring", 1, [161, 162, 10050, 10051, 5666, 5667, 6556, 9100]),
    ];

    public IEnumerable<ScoreTerm> Find(BeaconCandidate candidate, BeaconContext pair)
    {
        if (!hosts.IsInternal(candidate.Features.Source))
        {
            yield return Explain(
                "source is outside",
                $"{candidate.Features.Source} calls in",
                "a beacon calls out: from outside come scanners, monitors and clients",
                EvidenceFamily.Identity
            );
        }
        if (Time(candidate, pair) is { } time)
        {
            yield return time;
        }
        else if (Role(candidate, pair) is { } role)
        {
            yield return role;
        }
        if (pair.Transport == "icmp")
        {
            yield return Explain(
                "ping",
                "echo requests at a fixed rate",
                "a ping or a monitor",
                EvidenceFamily.Content
            );
        }
        if (pair.Name is { } name && !pair.IsSelfSigned && BenignService.Of(name) is { } service)
        {
            yield return Explain(
                service.Kind,
                $"{name} belongs to {service.Who}",
                "polled on a timer by design; a name can be forged, an accepted certificate less so",
                EvidenceFamily.Reputation
            );
        }
        if (IsCommon(candidate))
        {
            yield return Explain(
                "used by most hosts",
                $"{candidate.Features.InternalSources} of {hosts.ActiveInternalHosts} internal hosts {(candidate.Features.InternalSources == 1 ? "uses" : "use")} it",
                $"from {options.CommonShare:P0} of the hosts on it is everybody's",
                EvidenceFamily.Reputation
            );
        }
    }

    private bool IsCommon(BeaconCandidate candidate) =>
        hosts.ActiveInternalHosts >= options.MinHostsForCommon
        && candidate.Features.InternalSources >= 2
        && candidate.Features.InternalSources >= options.CommonShare * hosts.ActiveInternalHosts;

    private static ScoreTerm? Time(BeaconCandidate candidate, BeaconContext pair)
    {
        var isTime =
            pair.Service?.Split(',').Contains("ntp") == true || (pair.Port == NtpPort && pair.Transport == "udp");
        if (!isTime)
        {
            return null;
        }
        var period = candidate.PeriodSeconds ?? 0;
        var exponent = period > 0 ? Math.Round(Math.Log2(period)) : 0;
        var isPower = Math.Abs((period / Math.Pow(2, exponent)) - 1) <= 0.05;
        return Explain(
            "NTP poll",
            isPower ? $"NTP every {period:0} s = 2^{exponent} s" : $"NTP every {period:0} s",
            "NTP polls every 2^4 to 2^17 s (RFC 5905 §7.2)",
            EvidenceFamily.Content
        );
    }

    private ScoreTerm? Role(BeaconCandidate candidate, BeaconContext pair)
    {
        if (pair.Name is not null && !hosts.IsInternal(pair.Destination))
        {
            return null;
        }
        foreach (var (role, words, minClients, ports) in s_polled)
        {
            if (
                pair.Port is { } port
                && ports.Contains(port)
                && hosts.Role(pair.Destination, role) is { } evidence
                && evidence.Clients >= minClients
                && (hosts.IsInternal(pair.Destination) || role is HostRole.DnsResolver or HostRole.TimeServer)
                && candidate.Features.Object.StartsWith(pair.Destination, StringComparison.Ordinal)
            )
            {
                return Explain(
                    words,
                    $"{pair.Destination} {evidence.Evidence}",
                    "clients poll it by design",
                    EvidenceFamily.Identity
                );
            }
        }
        return null;
    }

    private static ScoreTerm Explain(string name, string measured, string reference, EvidenceFamily family) =>
        new(name, measured, reference, Points, family, IsExplanation: true);
}
