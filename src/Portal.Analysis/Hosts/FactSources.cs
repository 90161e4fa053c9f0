namespace Portal.Analysis.Hosts;

/// <summary>Where names, operating systems, users and hardware addresses of hosts stand in the records.</summary>
internal static class FactSources
{
    private const string Originator = "r.\"id.orig_h\"";
    private const string Responder = "r.\"id.resp_h\"";

    /// <summary>A lease is about the address that was given, else the one that is used or asked for.</summary>
    private const string Leased = "coalesce(r.assigned_addr, r.client_addr, r.requested_addr)";

    /// <summary>
    /// A name without the port that HTTP puts behind it; a bare IPv6 address has colons and no port.
    /// </summary>
    internal const string WithoutPort = @"regexp_replace(r.host, '^([^:]*|\[[^\]]*\]):[0-9]*$', '\1')";

    public static readonly FactSource[] Names =
    [
        new("DHCP host name", "dhcp", Leased, "r.host_name"),
        new("DHCP domain name", "dhcp", Leased, "r.client_fqdn"),
        new(
            "DNS answer",
            "dns",
            "a.answer",
            "r.query",
            "dns r, unnest(r.answers) AS a(answer)",
            "r.query NOT LIKE '%.arpa'"
        ),
        new(
            "reverse DNS",
            "dns",
            "array_to_string(list_reverse(string_split(regexp_extract(r.query, '^([0-9.]+)\\.in-addr\\.arpa$', 1), '.')), '.')",
            "a.answer",
            "dns r, unnest(r.answers) AS a(answer)",
            "r.query LIKE '%.in-addr.arpa'"
        ),
        new("NTLM workstation", "ntlm", Originator, "r.hostname"),
        new("NTLM server, NetBIOS", "ntlm", Responder, "r.server_nb_computer_name"),
        new("NTLM server, DNS", "ntlm", Responder, "r.server_dns_computer_name"),
        new(
            "Kerberos machine account",
            "kerberos",
            Originator,
            "regexp_extract(r.client, '^(?:host/)?([^/$]+)\\$', 1)",
            Where: "r.client LIKE '%$/%'"
        ),
        new("RDP client name", "rdp", Originator, "r.client_name"),
        new("SMB share", "smb_mapping", Responder, "regexp_extract(r.path, '^\\\\\\\\([^\\\\]+)\\\\', 1)"),
        new("TLS server name", "ssl", Responder, "r.server_name"),
        new(
            "certificate",
            "x509",
            "s.host",
            "regexp_extract(r.\"certificate.subject\", '(?:^|,)\\s*CN=([^,]+)', 1)",
            "x509 r JOIN (SELECT DISTINCT \"id.resp_h\" AS host, cert_chain_fps[1] AS leaf FROM ssl) s ON s.leaf = r.fingerprint",
            "r.fingerprint IS NOT NULL"
        ),
        new("QUIC server name", "quic", Responder, "r.server_name"),
        new("HTTP Host", "http", Responder, WithoutPort),
        new("SMTP HELO", "smtp", Originator, "trim(r.helo, '[]')"),
    ];

    /// <summary>What programs say of the system that they run on.</summary>
    public static readonly FactSource[] Systems =
    [
        new("User-Agent", "http", Originator, "r.user_agent"),
        new("SSH client", "ssh", Originator, "r.client"),
        new("SSH server", "ssh", Responder, "r.server"),
        new("RDP client build", "rdp", Originator, "r.client_build"),
        new("SNMP description", "snmp", Responder, "r.display_string"),
        new("mail program", "smtp", Originator, "r.user_agent"),
        new("software", "software", "r.host", "coalesce(r.unparsed_version, r.name)"),
        new("NTLM client version", "ntlm", Originator, "r.client_version"),
        new("NTLM server version", "ntlm", Responder, "r.server_version"),
        new("NTLM workstation", "ntlm", Originator, "r.hostname"),
        new("DHCP vendor class", "dhcp", Leased, "r.client_software"),
        new("DHCP host name", "dhcp", Leased, "r.host_name"),
        new(
            "DNS question",
            "dns",
            Originator,
            "lower(r.query)",
            Where: $"lower(r.query) IN ({OperatingSystemRules.Questions})"
        ),
    ];

    public static readonly FactSource[] Users =
    [
        new(
            "Kerberos",
            "kerberos",
            Originator,
            "regexp_extract(r.client, '^([^/]+)', 1)",
            Where: "r.client NOT LIKE '%$/%' AND r.request_type = 'AS'",
            Accepted: "r.success"
        ),
        new(
            "NTLM",
            "ntlm",
            Originator,
            "CASE WHEN r.domainname <> '' THEN r.domainname || '\\' || r.username ELSE r.username END",
            Where: "r.username NOT LIKE '%$'",
            Accepted: "r.success"
        ),
        new("RDP cookie", "rdp", Originator, "r.cookie"),
        new("FTP", "ftp", Originator, "r.user", Where: "r.user <> '<unknown>'"),
        new("HTTP", "http", Originator, "r.username"),
        new("MySQL", "mysql", Originator, "r.arg", Where: "r.cmd = 'login'", Accepted: "r.success"),
        new(
            "PostgreSQL",
            "postgresql",
            Originator,
            "r.\"user\"",
            Where: "r.frontend = 'startup'",
            Accepted: "r.success"
        ),
        new("SOCKS", "socks", Originator, "r.\"user\""),
        new("IRC", "irc", Originator, "r.\"user\""),
        new(
            "secret shown",
            "credentials",
            Originator,
            "r.\"user\"",
            // Those of NTLM and Kerberos have tables of their own, above.
            Where: "r.protocol NOT IN ('ntlm', 'krb')",
            Accepted: "r.accepted"
        ),
    ];

    /// <summary>Who signed in to the host: the same records, from the other side.</summary>
    public static readonly FactSource[] Visitors = [.. Users.Select(source => source with { Host = Responder })];

    public static readonly FactSource[] HardwareAddresses =
    [
        new("DHCP", "dhcp", Leased, "lower(r.mac)"),
        new("conn", "conn", Originator, "lower(r.orig_l2_addr)", Needs: "orig_l2_addr"),
        new("conn", "conn", Responder, "lower(r.resp_l2_addr)", Needs: "resp_l2_addr"),
    ];
}
