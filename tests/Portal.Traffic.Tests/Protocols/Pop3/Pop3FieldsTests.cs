using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.Pop3;

public sealed class Pop3FieldsTests
{
    [Theory]
    [InlineData(
        "benign/pop3-auth-01__input.pcap",
        "pop.request.command",
        "pop.request.parameter",
        "pop.response.description",
        "pop.response.indicator"
    )]
    public Task Fields_print_as_tshark_prints_them(string capture, params string[] names) =>
        AgainstTshark.EqualAsync(capture, names);
}
