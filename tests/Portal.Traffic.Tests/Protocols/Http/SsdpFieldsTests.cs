using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.Http;

public sealed class SsdpFieldsTests
{
    [Theory]
    [InlineData(
        "benign/starcraft_battle.pcap",
        "http.request.method",
        "http.request.uri",
        "http.request.version",
        "http.host"
    )]
    public Task Fields_print_as_tshark_prints_them(string capture, params string[] names) =>
        AgainstTshark.EqualAsync(capture, names);
}
