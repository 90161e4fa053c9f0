using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.Ftp;

public sealed class FtpFieldsTests
{
    [Theory]
    [InlineData(
        "benign/ftp.pcap",
        "ftp.request",
        "ftp.request.arg",
        "ftp.request.command",
        "ftp.response",
        "ftp.response.arg",
        "ftp.response.code"
    )]
    [InlineData(
        "benign/ftp-epsv__input.pcap",
        "ftp.request",
        "ftp.request.arg",
        "ftp.request.command",
        "ftp.response",
        "ftp.response.arg",
        "ftp.response.code"
    )]
    public Task Fields_print_as_tshark_prints_them(string capture, params string[] names) =>
        AgainstTshark.EqualAsync(capture, names);
}
