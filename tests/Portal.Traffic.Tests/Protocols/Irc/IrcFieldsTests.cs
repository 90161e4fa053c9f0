using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.Irc;

public sealed class IrcFieldsTests
{
    [Theory]
    [InlineData(
        "benign/irc-dcc-send.pcapng",
        "irc.request",
        "irc.request.command",
        "irc.request.command_parameter",
        "irc.request.trailer"
    )]
    public Task Fields_print_as_tshark_prints_them(string capture, params string[] names) =>
        AgainstTshark.EqualAsync(capture, names);
}
