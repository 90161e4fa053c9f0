using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.Dhcpv6;

public sealed class Dhcpv6FieldsTests
{
    [Theory]
    [InlineData(
        "formats/dhcpv6.pcap",
        "dhcpv6.duid.bytes",
        "dhcpv6.duid.type",
        "dhcpv6.elapsed_time",
        "dhcpv6.iaid",
        "dhcpv6.iaid.t1",
        "dhcpv6.iaid.t2",
        "dhcpv6.iaprefix.pref_addr",
        "dhcpv6.iaprefix.pref_len",
        "dhcpv6.iaprefix.pref_lifetime",
        "dhcpv6.iaprefix.valid_lifetime",
        "dhcpv6.msgtype",
        "dhcpv6.option.length",
        "dhcpv6.option.type",
        "dhcpv6.requested_option_code",
        "dhcpv6.status_code",
        "dhcpv6.xid"
    )]
    public Task Fields_print_as_tshark_prints_them(string capture, params string[] names) =>
        AgainstTshark.EqualAsync(capture, names);
}
