using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.Imap;

public sealed class ImapFieldsTests
{
    [Theory]
    [InlineData(
        "benign/arkime-imap.pcap",
        "imap.command",
        "imap.line",
        "imap.request",
        "imap.request.command",
        "imap.request_tag",
        "imap.response",
        "imap.response.command",
        "imap.response.status",
        "imap.response_tag",
        "imap.tag"
    )]
    [InlineData(
        "benign/imap.pcap",
        "imap.command",
        "imap.line",
        "imap.request",
        "imap.request.command",
        "imap.request.command.uid",
        "imap.request_tag",
        "imap.response",
        "imap.response.command",
        "imap.response.status",
        "imap.response_tag",
        "imap.tag"
    )]
    public Task Fields_print_as_tshark_prints_them(string capture, params string[] names) =>
        AgainstTshark.EqualAsync(capture, names);
}
