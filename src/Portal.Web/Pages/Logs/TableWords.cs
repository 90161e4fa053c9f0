using System.Collections.Frozen;

namespace Portal.Web.Pages.Logs;

/// <summary>What the tables hold, in a few words.</summary>
public static class TableWords
{
    private static readonly FrozenDictionary<string, string> s_words = new Dictionary<string, string>(
        StringComparer.Ordinal
    )
    {
        ["conn"] = "every flow: who, when, how much, how it ended",
        ["dns"] = "questions and answers of name resolution",
        ["http"] = "requests and responses",
        ["ssl"] = "TLS handshakes: versions, names, fingerprints",
        ["x509"] = "certificates that were shown",
        ["files"] = "files that were carried, with types and hashes",
        ["ftp"] = "commands of file transfers",
        ["smtp"] = "mail on its way",
        ["ssh"] = "secure shell sessions",
        ["rdp"] = "remote desktop sessions",
        ["smb_mapping"] = "shares that were connected",
        ["smb_files"] = "files touched over SMB",
        ["dce_rpc"] = "remote procedure calls",
        ["kerberos"] = "tickets asked for and given",
        ["ntlm"] = "NTLM sign-ins",
        ["ldap"] = "directory operations",
        ["ldap_search"] = "directory searches",
        ["dhcp"] = "address leases",
        ["quic"] = "QUIC handshakes",
        ["tunnel"] = "traffic inside traffic",
        ["snmp"] = "device management",
        ["ntp"] = "time requests",
        ["weird"] = "what did not follow the protocols",
        ["credentials"] = "secrets in clear or to be guessed, masked, with the server's verdict",
        ["notice"] = "notices of the sensor",
        ["alerts"] = "alerts of an intrusion detection system",
        ["host_events"] = "events that hosts recorded themselves",
        ["pe"] = "Windows programs that were carried",
        ["ocsp"] = "certificate status answers",
        ["frames_dropped"] = "frames that the capture lost",
        ["tls_keys"] = "secrets of TLS key logs: what they are of, not what they are",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Empty for tables that only some sensor knows.</summary>
    public static string Of(string table) => s_words.GetValueOrDefault(table, "");
}
