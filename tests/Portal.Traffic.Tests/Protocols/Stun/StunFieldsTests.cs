using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.Stun;

public sealed class StunFieldsTests
{
    [Fact]
    public Task Fields_over_TCP_and_of_relays_print_as_tshark_prints_them() =>
        AgainstTshark.EqualAsync(
            "benign/stun.pcap",
            [
                "stun.type",
                "stun.id",
                "stun.att.type",
                "stun.att.error",
                "stun.att.error.class",
                "stun.att.error.reason",
                "stun.att.ipv4",
                "stun.att.ipv6",
                "stun.att.ipv6-xord",
                "stun.att.lifetime",
                "stun.att.nonce",
                "stun.att.realm",
                "stun.att.software",
                "stun.att.transp",
            ],
            // RFC 4571 in a flow that is not known as STUN, and a message that an ICMP error quotes.
            frame => frame is (>= 3 and <= 15) or 24
        );

    [Fact]
    public Task Fields_of_peers_print_as_tshark_prints_them() =>
        AgainstTshark.EqualAsync(
            "tls/webrtc-stun.pcap",
            [
                "stun.att.crc32",
                "stun.att.family",
                "stun.att.hmac",
                "stun.att.ipv4",
                "stun.att.ipv4-xord",
                "stun.att.port",
                "stun.att.port-xord",
                "stun.att.priority",
                "stun.att.tie-breaker",
                "stun.att.type",
                "stun.att.username",
                "stun.cookie",
                "stun.id",
                "stun.type",
                "stun.type.class",
                "stun.type.method",
            ]
        );
}
