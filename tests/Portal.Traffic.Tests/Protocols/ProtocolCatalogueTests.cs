using Portal.Traffic.Protocols;

namespace Portal.Traffic.Tests.Protocols;

/// <summary>A scan finds the protocols; the exact names are here, so that a lost one is seen.</summary>
public sealed class ProtocolCatalogueTests
{
    [Fact]
    public void All_protocols_are_found() =>
        Assert.Equal(
            [
                "bittorrent",
                "dce_rpc",
                "dhcp",
                "dhcpv6",
                "dnp3_tcp",
                "dnp3_udp",
                "dns",
                "dtls",
                "ftp",
                "gquic",
                "http",
                "http2",
                "imap",
                "irc",
                "krb",
                "krb_tcp",
                "ldap_tcp",
                "ldap_udp",
                "modbus",
                "mqtt",
                "mysql",
                "nbdgm",
                "ntp",
                "pop3",
                "postgresql",
                "quic",
                "radius",
                "rdp",
                "rdpeudp",
                "redis",
                "rfb",
                "rip",
                "rlogin",
                "rsh",
                "sip",
                "smb",
                "smtp",
                "snmp",
                "socks",
                "ssdp",
                "ssh",
                "ssl",
                "ssl_continued",
                "stun",
                "syslog",
                "tds",
                "telnet",
                "tftp",
                "websocket",
                "xmpp",
            ],
            ProtocolCatalogue.All.Select(protocol => protocol.Name)
        );

    [Fact]
    public void All_that_others_carry_inside_are_found() =>
        Assert.Equal(
            ["dce_rpc", "gssapi", "krb", "ntlm", "ssl", "stun"],
            ProtocolCatalogue.Inner.Keys.Order(StringComparer.Ordinal)
        );
}
