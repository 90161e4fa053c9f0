using Portal.Web.Components.Evidence;
using Portal.Web.Layout;

namespace Portal.Web.Tests.Layout;

public sealed class SearchSuggestionsTests
{
    private static readonly EvidenceReferences s_evidence = new(
        7,
        [new NamedEvidence(4, $"5fe44f4f12{new string('0', 54)}", "capture.pcap", ["capture.pcap"], 20_000)]
    );

    [Theory]
    [InlineData("18234", "/cases/7/packets?frame=18234")]
    [InlineData("#18234", "/cases/7/packets?frame=18234")]
    [InlineData("10.1.5.42", "/cases/7/hosts?host=10.1.5.42")]
    [InlineData("185[.]220[.]101[.]42", "/cases/7/hosts?host=185.220.101.42")]
    [InlineData("2001:db8::1", "/cases/7/hosts?host=2001%3Adb8%3A%3A1")]
    [InlineData("tcp.port == 443", "/cases/7/packets?filter=tcp.port%20%3D%3D%20443")]
    [InlineData("d41d8cd98f00b204e9800998ecf8427e", "/cases/7/objects?text=d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("5fe44f", "/cases/7/evidence?open=4")]
    [InlineData("5FE44F4F12", "/cases/7/evidence?open=4")]
    [InlineData("5fe44f4f12000000000000000000000000000000000000000000000000000000", "/cases/7/evidence?open=4")]
    [InlineData("5fe44", "/cases/7/findings?text=5fe44")]
    [InlineData("C1a2B3c4D5e6F7g8H9", "/cases/7/flows?filter=uid%3D%3DC1a2B3c4D5e6F7g8H9")]
    [InlineData("FQ1a2B3c4D5e6F7g8H", "/cases/7/objects?text=FQ1a2B3c4D5e6F7g8H")]
    [InlineData("Confidentiality", "/cases/7/findings?text=Confidentiality")]
    [InlineData(
        "capture.pcap #18234",
        "/cases/7/packets?evidence=5fe44f4f12000000000000000000000000000000000000000000000000000000&frame=18234"
    )]
    [InlineData("evil.example", "/cases/7/findings?text=evil.example")]
    public void The_shape_of_the_text_decides_what_comes_first(string text, string href) =>
        Assert.Equal(href, SearchSuggestions.For(7, text, s_evidence)[0].Href);

    [Fact]
    public void Outside_a_case_the_cases_are_searched() =>
        Assert.Equal("/?text=INC-2025", SearchSuggestions.For(null, " INC-2025 ", s_evidence)[0].Href);

    [Fact]
    public void Nothing_typed_suggests_nothing() => Assert.Empty(SearchSuggestions.For(7, "  ", s_evidence));

    [Theory]
    [InlineData("cases/7/findings?severity=high", 7, "findings")]
    [InlineData("/cases/7", 7, "")]
    [InlineData("cases/7#top", 7, "")]
    [InlineData("cases/x", null, "")]
    [InlineData("", null, "")]
    public void An_address_names_its_case_and_page(string address, int? caseId, string place)
    {
        Assert.Equal(caseId, CaseAddress.CaseOf(address));
        Assert.Equal(place, CaseAddress.PlaceOf(address));
    }
}
