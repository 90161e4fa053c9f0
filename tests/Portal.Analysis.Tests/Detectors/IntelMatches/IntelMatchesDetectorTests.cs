using Portal.Analysis.Detectors;
using Portal.Analysis.Detectors.IntelMatches;
using Portal.Analysis.Findings;
using Portal.Analysis.Indicators.Intel;

namespace Portal.Analysis.Tests.Detectors.IntelMatches;

public sealed class IntelMatchesDetectorTests
{
    private static readonly long s_start = (long)CaseBuilder.Start * 1_000_000_000;

    [Fact]
    public void Payload_both_ways_with_a_listed_address_scores_more_than_an_attempt()
    {
        using var records = new CaseBuilder();
        records.Flow(10, "10.0.0.1", "198.51.100.7", 443);
        records.Flow(20, "10.0.0.2", "198.51.100.7", 443, state: "S0", sent: 0, received: 0);

        var findings = Detect(
            records,
            new ThreatIndicator("ipv4-addr", "198.51.100.7", "list", "server", s_start, 0.9)
        );

        Assert.Equal(2, findings.Count);
        var exchanged = findings.Single(finding => finding.Source == "10.0.0.1");
        var tried = findings.Single(finding => finding.Source == "10.0.0.2");
        // −2 + 4·0.9·1 and −2 + 4·0.9·0.5
        Assert.Equal(83, exchanged.Score);
        Assert.Equal(45, tried.Score);
        Assert.Equal("198.51.100.7", exchanged.Destination);
        Assert.Equal(443, exchanged.Port);
        Assert.Equal([21L, 31], exchanged.Evidence[0].Frames);
    }

    [Fact]
    public void A_lookup_of_a_subdomain_is_a_match_of_whole_labels_only()
    {
        using var records = new CaseBuilder();
        foreach (var (query, place) in (((string, long)[])[("a.evil.example", 5), ("notevil.example", 6)]))
        {
            records.Row(
                "dns",
                ("ts", CaseBuilder.Start + place),
                ("uid", $"D{place}"),
                ("id.orig_h", "10.0.0.1"),
                ("id.resp_h", "10.0.0.53"),
                ("id.resp_p", 53L),
                ("query", query),
                ("first_frame", place),
                ("last_frame", place)
            );
        }

        var finding = Assert.Single(Detect(records, new ThreatIndicator("domain-name", "Evil.example", "list")));

        Assert.Equal("evil.example", finding.DestinationName);
        Assert.Equal("lookedup", finding.Statistics.Single(item => item.Name == "contact").Value);
        Assert.Equal([5L], finding.Evidence[0].Frames);
    }

    [Fact]
    public void An_old_address_is_worth_half_after_its_half_life()
    {
        using var records = new CaseBuilder();
        records.Flow(10, "10.0.0.1", "198.51.100.7", 443);
        var old = s_start - (14L * 86_400 * 1_000_000_000);

        var finding = Assert.Single(
            Detect(records, new ThreatIndicator("ipv4-addr", "198.51.100.0/24", "list", null, old, 0.8))
        );

        Assert.Equal(0.4, (double)finding.Statistics.Single(item => item.Name == "weight").Value, 0.001);
    }

    [Fact]
    public void A_hash_of_a_transferred_file_is_the_closest_contact()
    {
        using var records = new CaseBuilder();
        var hash = new string('a', 64);
        records.Row(
            "files",
            ("ts", CaseBuilder.Start),
            ("uid", "C9"),
            ("id.orig_h", "10.0.0.1"),
            ("id.resp_h", "198.51.100.7"),
            ("id.resp_p", 80L),
            ("source", "HTTP"),
            ("sha256", hash),
            ("first_frame", 12L),
            ("last_frame", 15L)
        );

        var finding = Assert.Single(
            Detect(records, new ThreatIndicator("file-sha256", hash.ToUpperInvariant(), "list", null, null, 0.7))
        );

        Assert.Equal("file", finding.Statistics.Single(item => item.Name == "contact").Value);
        Assert.Equal("http", finding.Protocol);
        Assert.Contains(finding.NotEvaluable, reason => reason.Contains("no date"));
    }

    [Fact]
    public void A_scan_by_a_listed_address_is_less_than_a_call_to_it()
    {
        using var records = new CaseBuilder();
        records.Flow(10, "198.51.100.7", "10.0.0.1", 22, state: "REJ", sent: 0, received: 0);

        var finding = Assert.Single(
            Detect(records, new ThreatIndicator("ipv4-addr", "198.51.100.7", "list", null, s_start, 0.9))
        );

        Assert.Equal("10.0.0.1", finding.Source);
        Assert.True(finding.Severity <= Severity.Low, $"scored {finding.Score}");
    }

    [Fact]
    public void Two_feeds_with_one_value_are_one_finding()
    {
        using var records = new CaseBuilder();
        records.Flow(10, "10.0.0.1", "198.51.100.7", 443);

        var finding = Assert.Single(
            Detect(
                records,
                new ThreatIndicator("ipv4-addr", "198.51.100.7", "one"),
                new ThreatIndicator("ipv4-addr", "198.51.100.7", "two")
            )
        );

        Assert.Contains("one, two", finding.Title);
    }

    [Fact]
    public void Without_a_feed_there_is_nothing_to_find()
    {
        using var records = new CaseBuilder();
        records.Flow(10, "10.0.0.1", "198.51.100.7", 443);

        Assert.Empty(Detect(records));
    }

    private static IReadOnlyList<Finding> Detect(CaseBuilder records, params ThreatIndicator[] feed) =>
        new IntelMatchesDetector().Detect(records.Context(new AnalysisOptions { Feed = feed }), CancellationToken.None);
}
