using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.Ntp;

public sealed class NtpFieldsTests
{
    [Theory]
    [InlineData(
        "benign/NTP_sync.pcap",
        "ntp.flags",
        "ntp.flags.li",
        "ntp.flags.mode",
        "ntp.flags.vn",
        "ntp.ppoll",
        "ntp.precision",
        "ntp.refid",
        "ntp.rootdelay",
        "ntp.rootdispersion",
        "ntp.stratum",
        "ntp.xmt"
    )]
    [InlineData(
        "benign/NTP-digest.pcap",
        "ntp.flags",
        "ntp.flags.li",
        "ntp.flags.mode",
        "ntp.flags.vn",
        "ntp.keyid",
        "ntp.mac",
        "ntp.ppoll",
        "ntp.precision",
        "ntp.refid",
        "ntp.reftime",
        "ntp.rootdelay",
        "ntp.rootdispersion",
        "ntp.stratum",
        "ntp.xmt"
    )]
    public Task Fields_print_as_tshark_prints_them(string capture, params string[] names) =>
        AgainstTshark.EqualAsync(capture, names);
}
