using System.Collections.Frozen;

namespace Portal.Traffic.Flows;

/// <summary>
/// Ports on which servers listen, with the service expected there: Zeek's <c>likely_server_ports</c>. They decide who is
/// taken for the originator when the beginning of a flow was not captured, and which protocol is asked first.
/// </summary>
internal static class WellKnownPorts
{
    private static readonly FrozenDictionary<int, string> s_tcp = new Dictionary<int, string>
    {
        [21] = "ftp",
        [22] = "ssh",
        [25] = "smtp",
        [53] = "dns",
        [79] = "finger",
        [80] = "http",
        [81] = "http",
        [88] = "krb_tcp",
        [110] = "pop3",
        [135] = "dce_rpc",
        [139] = "smb",
        [143] = "imap",
        [443] = "ssl",
        [445] = "smb",
        [502] = "modbus",
        [563] = "ssl",
        [585] = "ssl",
        [587] = "smtp",
        [614] = "ssl",
        [631] = "http",
        [636] = "ssl",
        [853] = "ssl",
        [989] = "ssl",
        [990] = "ssl",
        [992] = "ssl",
        [993] = "ssl",
        [995] = "ssl",
        [1080] = "socks",
        [1434] = "mysql",
        [1883] = "mqtt",
        [2811] = "ftp",
        [3128] = "http",
        [3306] = "mysql",
        [3389] = "rdp",
        [3478] = "stun",
        [5222] = "xmpp",
        [5223] = "ssl",
        [5269] = "xmpp",
        [6666] = "irc",
        [6667] = "irc",
        [6668] = "irc",
        [6669] = "irc",
        [8000] = "http",
        [8080] = "http",
        [8888] = "http",
        [20000] = "dnp3_tcp",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<int, string> s_udp = new Dictionary<int, string>
    {
        [53] = "dns",
        [67] = "dhcp",
        [88] = "krb",
        [123] = "ntp",
        [137] = "dns",
        [161] = "snmp",
        [162] = "snmp",
        [443] = "dtls",
        [514] = "syslog",
        [1812] = "radius",
        [2123] = "gtpv1",
        [2152] = "gtpv1",
        [3389] = "rdpeudp",
        [3544] = "teredo",
        [4789] = "vxlan",
        [5060] = "sip",
        [5072] = "ayiya",
        [5353] = "dns",
        [5355] = "dns",
        [6081] = "geneve",
        [20000] = "dnp3_udp",
    }.ToFrozenDictionary();

    public static bool IsLikelyServer(FlowTransport transport, int port) => Service(transport, port) is not null;

    /// <summary>Null for a port without a known service.</summary>
    public static string? Service(FlowTransport transport, int port) =>
        transport switch
        {
            FlowTransport.Tcp => s_tcp.GetValueOrDefault(port),
            FlowTransport.Udp => s_udp.GetValueOrDefault(port),
            _ => null,
        };
}
