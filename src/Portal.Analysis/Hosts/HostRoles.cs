using Portal.Analysis.Detectors.Hosts;
using Portal.Analysis.Store;
using Portal.Traffic;

namespace Portal.Analysis.Hosts;

/// <summary>
/// What the hosts of a case are for: the roles that detectors know (<see cref="HostInventory"/>) and those that only people
/// care about. All are guesses from behaviour and say from which.
/// </summary>
public sealed class HostRoles
{
    /// <summary>A person who administers signs in to several machines; most people to one.</summary>
    private const int MinAdministered = 3;

    /// <summary>Doors that were tried in vain before we speak of a scanner: a host with a stale address knocks at few.</summary>
    private const int MinScanned = 50;

    private const double ScannedShare = 0.7;

    private const string WebSql = """
        SELECT "id.resp_h", "id.resp_p" || '/tcp', count(DISTINCT "id.orig_h")
        FROM conn
        WHERE lower(proto) = 'tcp' AND (list_has_any(string_split(lower(service), ','), ['http', 'http2']) OR "id.resp_p" IN (80, 443, 8080, 8443))
          AND resp_bytes > 0
        GROUP BY 1, "id.resp_p" ORDER BY 3 DESC, 2
        """;

    /// <summary>Raw printing alone is also the port of a node exporter; LPD and IPP are not.</summary>
    private const string PrinterSql = """
        SELECT "id.resp_h", "id.resp_p" || '/tcp', count(DISTINCT "id.orig_h")
        FROM conn WHERE lower(proto) = 'tcp' AND "id.resp_p" IN (515, 631) AND resp_bytes > 0
        GROUP BY 1, "id.resp_p" ORDER BY 3 DESC, 2
        """;

    private const string AdministratorSql = """
        SELECT "id.orig_h", string_agg(DISTINCT "id.resp_p"::VARCHAR, ', ' ORDER BY "id.resp_p"::VARCHAR), count(DISTINCT "id.resp_h")
        FROM conn
        WHERE lower(proto) = 'tcp' AND "id.resp_p" IN (22, 3389, 5900, 5985, 5986)
          AND conn_state IN ('SF', 'S1', 'S2', 'S3', 'RSTO', 'RSTR') AND resp_bytes > 1000
        GROUP BY 1 HAVING count(DISTINCT "id.resp_h") >= $least
        """;

    private const string ScannerSql = """
        SELECT host, '', tried FROM (
            SELECT "id.orig_h" AS host, count(DISTINCT ("id.resp_h", "id.resp_p")) AS doors,
                   count(DISTINCT ("id.resp_h", "id.resp_p")) FILTER (conn_state IN ('S0', 'REJ', 'RSTOS0', 'RSTRH', 'SH')) AS tried
            FROM conn WHERE lower(proto) = 'tcp' GROUP BY 1)
        WHERE tried >= $least AND tried >= $share * doors
        """;

    private const string DhcpSql = """
        SELECT server_addr, '', count(DISTINCT mac) FROM dhcp WHERE server_addr IS NOT NULL GROUP BY 1
        """;

    private readonly HostInventory _inventory;
    private readonly Dictionary<string, List<HostRoleGuess>> _more = new(StringComparer.Ordinal);

    private HostRoles(HostInventory inventory) => _inventory = inventory;

    public static HostRoles Read(RecordDatabase database, InternalNetworks networks, CancellationToken cancellation)
    {
        var roles = new HostRoles(HostInventory.Read(database, networks, cancellation));
        roles.Add(database, WebSql, "web server", (port, n) => $"answered on {port} to {Hosts(n)}", cancellation);
        roles.Add(database, PrinterSql, "printer", (port, n) => $"took jobs on {port} from {Hosts(n)}", cancellation);
        roles.Add(
            database,
            AdministratorSql,
            "administers others",
            (ports, n) => $"had sessions on {ports}/tcp with {Hosts(n)}",
            cancellation,
            ("least", MinAdministered)
        );
        roles.Add(
            database,
            ScannerSql,
            "scanner",
            (_, n) => $"tried {Plural.Of(n, "port", "ports")} that did not answer or refused",
            cancellation,
            ("least", MinScanned),
            ("share", ScannedShare)
        );
        roles.Add(
            database,
            DhcpSql,
            "DHCP server",
            (_, n) => $"gave addresses to {Plural.Of(n, "machine", "machines")}",
            cancellation
        );
        return roles;
    }

    /// <summary>The roles of an address, with their reasons; empty when it shows none.</summary>
    public IReadOnlyList<HostRoleGuess> Of(string address) =>
        [
            .. _inventory
                .Roles(address)
                .OrderByDescending(role => role.Role == HostRole.DomainController)
                .Select(role => new HostRoleGuess(NameOf(role.Role), role.Evidence)),
            .. _more.GetValueOrDefault(address, []),
        ];

    private void Add(
        RecordDatabase database,
        string sql,
        string name,
        Func<string, long, string> reason,
        CancellationToken cancellation,
        params (string Name, object? Value)[] parameters
    )
    {
        var rows = database.Query(
            sql,
            reader =>
                (
                    Host: reader.IsDBNull(0) ? null : reader.GetString(0),
                    Text: reader.GetString(1),
                    Number: reader.GetInt64(2)
                ),
            cancellation,
            parameters
        );
        foreach (var (host, text, number) in rows.Where(row => row.Host is not null))
        {
            if (!_more.TryGetValue(host!, out var known))
            {
                _more.Add(host!, known = []);
            }
            if (!known.Exists(role => role.Name == name))
            {
                known.Add(new HostRoleGuess(name, reason(text, number)));
            }
        }
    }

    private static string Hosts(long count) => Plural.Of(count, "host", "hosts");

    private static string NameOf(HostRole role) =>
        role switch
        {
            HostRole.DnsResolver => "DNS resolver",
            HostRole.DomainController => "domain controller",
            HostRole.TimeServer => "time server",
            HostRole.Proxy => "proxy",
            HostRole.FileServer => "file server",
            HostRole.BackupServer => "backup server",
            HostRole.MailServer => "mail server",
            HostRole.DatabaseServer => "database server",
            _ => "monitored or monitoring",
        };
}
