using Portal.Traffic.Protocols;

namespace Portal.Traffic.Tests.Protocols;

/// <summary>A scan finds the protocols; the exact names are here, so that a lost one is seen.</summary>
public sealed class ProtocolCatalogueTests
{
    [Fact]
    public void All_protocols_are_found() =>
        Assert.Equal(
            [
                "dce_rpc",
                "dns",
                "dtls",
                "ftp",
                "http",
                "http2",
                "imap",
                "irc",
                "krb",
                "krb_tcp",
                "ldap_tcp",
                "ldap_udp",
                "mysql",
                "pop3",
                "postgresql",
                "rdp",
                "rdpeudp",
                "redis",
                "rfb",
                "rlogin",
                "rsh",
                "smb",
                "smtp",
                "socks",
                "ssh",
                "ssl",
                "tds",
                "telnet",
                "websocket",
            ],
            ProtocolCatalogue.All.Select(protocol => protocol.Name)
        );

    [Fact]
    public void All_that_others_carry_inside_are_found() =>
        Assert.Equal(["dce_rpc", "gssapi", "krb", "ntlm"], ProtocolCatalogue.Inner.Keys.Order(StringComparer.Ordinal));
}
