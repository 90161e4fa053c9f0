using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.Socks;

/// <summary>What tshark prints of sessions with proxies is what the fields print.</summary>
public sealed class SocksFieldsTests
{
    [Fact]
    public Task Version_5_with_a_login() =>
        AgainstTshark.EqualAsync(
            "benign/socks-auth.pcap",
            [
                "socks.address_type",
                "socks.auth_accepted_method",
                "socks.auth_method",
                "socks.auth_method_count",
                "socks.auth_status",
                "socks.command",
                "socks.dst",
                "socks.password",
                "socks.port",
                "socks.reserved",
                "socks.results",
                "socks.subnegotiation_version",
                "socks.username",
                "socks.version",
            ]
        );

    /// <summary>tshark repeats the request in every frame that goes through the tunnel.</summary>
    [Fact]
    public Task Version_4() =>
        AgainstTshark.EqualAsync(
            "formats/socks-https-example.pcap",
            ["socks.version", "socks.command", "socks.dstport", "socks.dst", "socks.results"],
            frame => frame is not (4 or 6) and > 3
        );
}
