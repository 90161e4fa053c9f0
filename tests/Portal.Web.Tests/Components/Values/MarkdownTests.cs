using Bunit;
using Portal.Web.Components.Evidence;
using Portal.Web.Components.Values;

namespace Portal.Web.Tests.Components.Values;

public sealed class MarkdownTests : ComponentTest
{
    private IRenderedComponent<MarkdownText> Show(string markdown) =>
        Render<MarkdownText>(parts => parts.Add(part => part.Value, markdown));

    [Fact]
    public void Ordinary_markdown_becomes_html() =>
        Assert.Equal("bold", Show("some **bold** text\n\n| a | b |\n|---|---|\n| 1 | 2 |").Find("strong").TextContent);

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("![tracker](http://evil.example/pixel.png)")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("[x](data:text/html,<script>alert(1)</script>)")]
    [InlineData("[x](//evil.example/a)")]
    public void Nothing_in_it_runs_or_is_fetched(string markdown)
    {
        var shown = Show(markdown);

        Assert.Empty(shown.FindAll("script, img, iframe"));
        Assert.DoesNotContain(shown.FindAll("a"), link => (link.GetAttribute("href") ?? "").Length > 0);
    }

    [Fact]
    public void Links_to_our_own_pages_and_the_web_stay() =>
        Assert.Equal(
            ["/cases/7/packets?frame=1", "https://attack.mitre.org/"],
            Show("[frame](/cases/7/packets?frame=1) <https://attack.mitre.org/>")
                .FindAll("a")
                .Select(link => link.GetAttribute("href"))
        );

    [Theory]
    [InlineData("see capture.pcap #18234.", "capture.pcap #18234")]
    [InlineData("capture.pcap #18234 · 2025-11-15 14:35:02.118 UTC", "capture.pcap #18234")]
    [InlineData("**so capture.pcap #18234**", "capture.pcap #18234")]
    [InlineData("`capture.pcap #18234`", "capture.pcap #18234")]
    [InlineData("| a |\n|---|\n| capture.pcap #18234 |", "capture.pcap #18234")]
    [InlineData("the copy (capture.pcap #18234)", "capture.pcap #18234")]
    public void A_reference_to_evidence_leads_to_its_packet(string markdown, string shown)
    {
        var link = Refer(markdown).Find("a");

        Assert.Equal(shown, link.TextContent);
        Assert.Equal($"/cases/7/packets?evidence={new string('a', 64)}&frame=18234", link.GetAttribute("href"));
    }

    [Fact]
    public void A_reference_to_a_log_leads_to_its_line() =>
        Assert.Equal(
            $"/cases/7/lines?evidence={new string('c', 64)}&line=12",
            Refer("conn_a_[1].log line 12 says so").Find("a").GetAttribute("href")
        );

    [Theory]
    [InlineData("other.pcap #18234")]
    [InlineData("mycapture.pcap #18234")]
    [InlineData("capture.pcap #99999")]
    [InlineData("capture.pcap #0")]
    [InlineData("capture.pcap #18234b")]
    [InlineData("twice.pcap #1")]
    [InlineData("see issue #5")]
    [InlineData("    capture.pcap #18234")]
    public void What_the_case_does_not_have_or_has_twice_is_no_link(string markdown) =>
        Assert.Empty(Refer(markdown).FindAll("a"));

    [Fact]
    public void A_hostile_file_name_in_a_reference_stays_text()
    {
        var shown = Refer($"{Hostile} #3 and <b>capture.pcap #1</b>");

        Assert.Empty(shown.FindAll("img, b"));
        Assert.Equal([$"{Hostile} #3", "capture.pcap #1"], shown.FindAll("a").Select(link => link.TextContent));
        Assert.All(shown.FindAll("a"), link => Assert.StartsWith("/cases/7/packets?", link.GetAttribute("href")));
    }

    private const string Hostile = "<img src=x onerror=alert(1)>\".pcap";

    private IRenderedComponent<MarkdownText> Refer(string markdown)
    {
        NamedEvidence[] evidence =
        [
            new(1, new string('a', 64), "capture.pcap", ["capture.pcap", "copy.pcap"], 20_000),
            new(2, new string('b', 64), Hostile, [Hostile], 5),
            new(3, new string('c', 64), "conn_a_[1].log", ["conn_a_[1].log"], null),
            new(4, new string('d', 64), "twice.pcap", ["twice.pcap"], 5),
            new(5, new string('e', 64), "twice.pcap", ["twice.pcap"], 5),
        ];
        return Render<MarkdownText>(parts =>
            parts.Add(part => part.Value, markdown).AddCascadingValue(new EvidenceReferences(7, evidence))
        );
    }

    [Fact]
    public void Hidden_characters_are_made_visible() =>
        Assert.Contains("<U+202E>", Show("a\u202Eb").Find("p").TextContent, StringComparison.Ordinal);
}
