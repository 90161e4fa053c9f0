using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.Rip;

public sealed class RipFieldsTests
{
    [Fact]
    public Task Fields_print_as_tshark_prints_them() =>
        AgainstTshark.EqualAsync(
            RipConversations.Ipv4,
            Names.Of(
                """
                rip.auth.passwd rip.auth.type rip.auth_data_len rip.authentication_data rip.command
                rip.digest_offset rip.family rip.ip rip.key_id rip.metric rip.netmask rip.next_hop rip.route_tag
                rip.seq_num rip.version
                """
            )
        );

    [Fact]
    public Task Fields_for_IPv6_print_as_tshark_prints_them() =>
        AgainstTshark.EqualAsync(
            RipConversations.Ipv6,
            Names.Of(
                """
                ripng.cmd ripng.rte.ipv6_prefix ripng.rte.metric ripng.rte.prefix_length ripng.rte.route_tag
                ripng.version
                """
            )
        );
}
