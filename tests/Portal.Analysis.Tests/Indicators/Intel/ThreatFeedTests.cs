using System.Text;
using FsCheck.Xunit;
using Portal.Analysis.Indicators;
using Portal.Analysis.Indicators.Intel;
using Portal.Analysis.Indicators.Stix;

namespace Portal.Analysis.Tests.Indicators.Intel;

public sealed class ThreatFeedTests
{
    [Fact]
    public void A_plain_list_is_typed_by_its_values_and_refanged()
    {
        var feed = Parse(
            """
            # a comment
            185[.]220[.]101[.]42
            10.0.0.0/8
            hxxp://evil[.]example/a#b   # the fragment belongs to the URL
            *.Evil.Example
            d41d8cd98f00b204e9800998ecf8427e
            t13d190900_9dc949149365_97f8aa674fd9
            not an indicator
            """
        );

        Assert.Equal(
            [
                ("ipv4-addr", "185.220.101.42"),
                ("ipv4-addr", "10.0.0.0/8"),
                ("url", "http://evil.example/a#b"),
                ("domain-name", "evil.example"),
                ("file-md5", "d41d8cd98f00b204e9800998ecf8427e"),
                ("ja4", "t13d190900_9dc949149365_97f8aa674fd9"),
            ],
            feed.Indicators.Select(indicator => (indicator.Type, indicator.Value))
        );
        Assert.Equal("line 8: 'not an indicator' is no address, name, URL or hash", Assert.Single(feed.Problems));
    }

    [Fact]
    public void A_table_gives_description_source_reliability_and_date()
    {
        var feed = Parse(
            """
            type,value,description,source,reliability,last_seen
            domain-name,evil.example,"Zone, of a tunnel",demo,80,2025-11-13T19:30:00Z
            ipv4-addr,evil.example,wrong type,demo,0.5,
            """
        );

        var indicator = Assert.Single(feed.Indicators);
        Assert.Equal("Zone, of a tunnel", indicator.Description);
        Assert.Equal("demo", indicator.Source);
        Assert.Equal(0.8, indicator.Reliability);
        Assert.Equal(1_763_062_200_000_000_000, indicator.Date);
        Assert.Equal(1, feed.ProblemCount);
    }

    [Fact]
    public void Zeeks_intelligence_format_is_read() =>
        Assert.Equal(
            ("domain-name", "evil.example", "feed-a"),
            Parse("#fields\tindicator\tindicator_type\tmeta.source\nevil.example\tIntel::DOMAIN\tfeed-a\n").Indicators
                is [var one]
                ? (one.Type, one.Value, one.Source)
                : default
        );

    [Fact]
    public void Our_own_bundle_comes_back_as_the_indicators_it_was_made_of()
    {
        var options = new StixBundleOptions { CaseName = "Case 7" };
        var bundle = StixBundle.Build(
            [SampleFindings.Beacon, SampleFindings.Tunnel],
            SampleFindings.Indicators,
            options
        );

        var feed = Parse(bundle);

        Assert.Equal(
            SampleFindings.Indicators.Where(i => i.Type != "ja3").Select(i => (i.Type, i.Value)).Order(),
            feed.Indicators.Select(i => (i.Type, i.Value)).Order()
        );
    }

    [Fact]
    public void Broken_JSON_is_a_problem_with_its_line() =>
        Assert.StartsWith(
            "line 2: not JSON",
            Assert.Single(Parse("{\n \"objects\": [").Problems),
            StringComparison.Ordinal
        );

    [Property]
    public void No_text_breaks_the_reader(string text) =>
        Assert.NotNull(ThreatFeed.Parse(Encoding.UTF8.GetBytes(text ?? ""), "x").Indicators);

    [Property]
    public void Defanging_can_be_undone(uint address)
    {
        var text = new System.Net.IPAddress(address).ToString();

        Assert.Equal(text, Defang.Undo(Defang.Apply(text)));
    }

    private static ThreatFeed Parse(string text) => ThreatFeed.Parse(Encoding.UTF8.GetBytes(text), "test");
}
