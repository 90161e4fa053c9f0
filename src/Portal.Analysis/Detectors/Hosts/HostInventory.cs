using Portal.Analysis.Store;
using Portal.Traffic;

namespace Portal.Analysis.Detectors.Hosts;

/// <summary>The hosts of a case: which are inside and what they serve.</summary>
public sealed class HostInventory
{
    /// <summary>Without a private address in the evidence, hosts that open this share of all flows are taken as inside.</summary>
    private const double InferredShare = 0.2;

    private const string ServedSql = """
        SELECT host, port, proto, count(*) FROM (
            SELECT "id.resp_h" AS host, "id.resp_p" AS port, lower(proto) AS proto, "id.orig_h" AS client
            FROM conn
            WHERE "id.resp_h" IS NOT NULL AND "id.resp_p" IN (SELECT CAST(unnest(string_split($ports, ',')) AS BIGINT))
                AND (resp_pkts > 0 OR resp_bytes > 0 OR conn_state IN ('SF', 'S1', 'S2', 'S3', 'RSTO', 'RSTR'))
            GROUP BY ALL)
        GROUP BY ALL
        """;

    /// <summary>Who wrote a log knew its networks; the private ones are known here anyway.</summary>
    private const string OriginatorsSql = """
        SELECT "id.orig_h", count(*), coalesce(bool_or(line IS NOT NULL AND TRY_CAST(local_orig AS BOOLEAN)), false)
        FROM conn WHERE "id.orig_h" IS NOT NULL GROUP BY ALL
        """;

    private const string RequestersSql = """
        SELECT "id.orig_h", count(*), false FROM (
            SELECT "id.orig_h" FROM http UNION ALL SELECT "id.orig_h" FROM ssl UNION ALL SELECT "id.orig_h" FROM dns)
        WHERE "id.orig_h" IS NOT NULL GROUP BY ALL
        """;

    private const string ProxiesSql = """
        SELECT "id.resp_h", count(*), count(DISTINCT "id.orig_h") FROM http
        WHERE method = 'CONNECT' OR uri LIKE 'http://%' OR uri LIKE 'https://%'
        GROUP BY ALL
        """;

    private static readonly (HostRole Role, string Protocol, int[] Ports)[] s_served =
    [
        (HostRole.DnsResolver, "udp", [53]),
        (HostRole.DnsResolver, "tcp", [53]),
        (HostRole.TimeServer, "udp", [123]),
        (HostRole.FileServer, "tcp", [445, 139, 2049]),
        // rsync, Bacula, NetBackup, Veeam, Arcserve
        (HostRole.BackupServer, "tcp", [873, 9101, 9102, 9103, 13720, 13724, 13782, 1556, 6180, 2500, 6502]),
        (HostRole.MailServer, "tcp", [25, 465, 587, 143, 993, 110, 995]),
        (HostRole.DatabaseServer, "tcp", [1433, 1521, 3306, 5432, 27017, 6379]),
        // Zabbix, Nagios NRPE and NSCA, Checkmk, Prometheus node exporter, SNMP
        (HostRole.Monitoring, "tcp", [10050, 10051, 5666, 5667, 6556, 9100]),
        (HostRole.Monitoring, "udp", [161, 162]),
    ];

    /// <summary>Kerberos, LDAP and SMB.</summary>
    private static readonly int[] s_directory = [88, 389, 445, 636, 3268];

    private readonly InternalNetworks _networks;
    private readonly HashSet<string> _inferred;
    private readonly Dictionary<string, List<RoleEvidence>> _roles;

    private HostInventory(
        InternalNetworks networks,
        HashSet<string> inferred,
        Dictionary<string, List<RoleEvidence>> roles,
        int activeInternal
    )
    {
        _networks = networks;
        _inferred = inferred;
        _roles = roles;
        ActiveInternalHosts = activeInternal;
    }

    /// <summary>Internal hosts that opened a flow: the base of every prevalence.</summary>
    public int ActiveInternalHosts { get; }

    /// <summary>The evidence has no address of the internal networks, so hosts that open most flows were taken as inside.</summary>
    public bool IsInferred => _inferred.Count > 0;

    public static HostInventory Read(
        RecordDatabase database,
        InternalNetworks networks,
        CancellationToken cancellation = default
    )
    {
        var originators = database
            .Query(
                database.HasRows("conn") ? OriginatorsSql : RequestersSql,
                row => (Host: row.GetString(0), Flows: row.GetInt64(1), IsLocal: row.GetBoolean(2)),
                cancellation
            )
            .ToList();
        var isInternalSeen = originators.Exists(host => networks.Contains(host.Host));
        var total = originators.Sum(host => host.Flows);
        var inferred = originators
            .Where(host =>
                !networks.IsGiven && (host.IsLocal || (!isInternalSeen && host.Flows >= InferredShare * total))
            )
            .Select(host => host.Host)
            .Where(host => !networks.Contains(host))
            .ToHashSet();
        return new HostInventory(
            networks,
            inferred,
            ReadRoles(database, cancellation),
            originators.Count(host => networks.Contains(host.Host) || inferred.Contains(host.Host))
        );
    }

    public bool IsInternal(string address) => _inferred.Contains(address) || _networks.Contains(address);

    /// <summary>What the host serves, by role.</summary>
    public IReadOnlyList<RoleEvidence> Roles(string address) => _roles.TryGetValue(address, out var roles) ? roles : [];

    /// <summary>Null when the host was not seen in that role.</summary>
    public RoleEvidence? Role(string address, HostRole role) =>
        Roles(address).FirstOrDefault(evidence => evidence.Role == role);

    private static Dictionary<string, List<RoleEvidence>> ReadRoles(
        RecordDatabase database,
        CancellationToken cancellation
    )
    {
        var served = database
            .Query(
                ServedSql,
                row => new Served(row.GetString(0), row.GetInt64(1), row.GetString(2), row.GetInt64(3)),
                cancellation,
                ("ports", string.Join(',', s_served.SelectMany(item => item.Ports).Concat(s_directory).Distinct()))
            )
            .GroupBy(item => item.Host)
            .ToDictionary(group => group.Key, group => group.ToList());
        var roles = served.ToDictionary(host => host.Key, host => RolesOf(host.Value));
        foreach (
            var (host, requests, clients) in database.Query(
                ProxiesSql,
                row => (row.IsDBNull(0) ? "" : row.GetString(0), row.GetInt64(1), row.GetInt64(2)),
                cancellation
            )
        )
        {
            if (!roles.TryGetValue(host, out var known))
            {
                roles.Add(host, known = []);
            }
            known.Add(
                new RoleEvidence(
                    HostRole.Proxy,
                    clients,
                    $"took {Plural.Of(requests, "request", "requests")} for other hosts"
                )
            );
        }
        return roles;
    }

    private static List<RoleEvidence> RolesOf(List<Served> served)
    {
        var roles = new List<RoleEvidence>();
        foreach (var (role, protocol, ports) in s_served)
        {
            var best = served
                .Where(item => item.Protocol == protocol && ports.Contains((int)item.Port))
                .OrderByDescending(item => item.Clients)
                .ThenBy(item => item.Port)
                .FirstOrDefault();
            if (best is not null && !roles.Exists(known => known.Role == role))
            {
                roles.Add(new RoleEvidence(role, best.Clients, Text(best)));
            }
        }
        // Kerberos beside LDAP or SMB: only a domain controller serves both.
        var kerberos = served.Find(item => item.Port == 88);
        var directory = served.Find(item => item.Port is 389 or 636 or 3268 && item.Protocol == "tcp");
        if (kerberos is not null && (directory ?? served.Find(item => item.Port == 445)) is { } second)
        {
            roles.Add(
                new RoleEvidence(HostRole.DomainController, kerberos.Clients, $"{Text(kerberos)} and {Text(second)}")
            );
        }
        return roles;
    }

    private static string Text(Served served) =>
        $"answered on {served.Port}/{served.Protocol} to {Plural.Of(served.Clients, "host", "hosts")}";

    private sealed record Served(string Host, long Port, string Protocol, long Clients);
}
