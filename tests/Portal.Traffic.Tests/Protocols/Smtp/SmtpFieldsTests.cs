using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.Smtp;

public sealed class SmtpFieldsTests
{
    [Theory]
    [InlineData(
        "benign/smtp.pcap",
        "smtp.command_line",
        "smtp.req",
        "smtp.req.command",
        "smtp.req.parameter",
        "smtp.response",
        "smtp.response.code",
        "smtp.rsp",
        "smtp.rsp.parameter"
    )]
    [InlineData(
        "benign/smtp-starttls.pcap",
        "smtp.command_line",
        "smtp.req",
        "smtp.req.command",
        "smtp.req.parameter",
        "smtp.response",
        "smtp.response.code",
        "smtp.rsp",
        "smtp.rsp.parameter"
    )]
    public Task Fields_print_as_tshark_prints_them(string capture, params string[] names) =>
        AgainstTshark.EqualAsync(capture, names);
}
