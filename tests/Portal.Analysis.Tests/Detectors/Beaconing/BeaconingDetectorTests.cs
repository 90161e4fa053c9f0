using Portal.Analysis.Detectors;
using Portal.Analysis.Detectors.Beaconing;
using Portal.Analysis.Findings;
using Portal.Analysis.Indicators.Intel;
using Portal.Samples.Beaconing;

namespace Portal.Analysis.Tests.Detectors.Beaconing;

public sealed class BeaconingDetectorTests
{
    private const string Victim = "10.1.5.42";
    private const string Server = "185.220.101.42";

    [Fact]
    public void A_tls_beacon_with_a_self_signed_certificate_is_critical_and_proven_by_frames()
    {
        using var records = new CaseBuilder();
        AddBeacon(records, new BeaconSimulation(60, 0.12, 0) { FirstHour = 14, LastHour = 18 });
        AddBrowsing(records);

        var finding = Assert.Single(Detect(records), item => item.Destination == Server);

        Assert.Equal(Severity.Critical, finding.Severity);
        Assert.Equal("beaconing_10.1.5.42_185.220.101.42-443-tcp", finding.Key[..42]);
        Assert.Equal((Victim, 443, "ssl"), (finding.Source, finding.Port, finding.Protocol));
        Assert.Equal(60, Statistic(finding, "period_seconds"), 1.0);
        Assert.Equal(12, Statistic(finding, "jitter_percent"), 2.0);
        Assert.Contains("T1071.001", finding.Attack);
        Assert.Contains("T1573.002", finding.Attack);
        var evidence = Assert.Single(finding.Evidence);
        Assert.Equal(21, evidence.Frames[0]);
        Assert.True(evidence.FrameCount > 2000);
        Assert.Equal($"ip.addr == {Victim} && ip.addr == {Server} && tcp.port == 443", finding.Filter);
        Assert.Contains(finding.Terms, term => term.Name == "self-signed certificate");
        Assert.NotNull(finding.Chart);
        Assert.Contains("seeded draws", finding.NullHypothesis);
    }

    [Fact]
    public void The_same_records_give_the_same_findings()
    {
        string[] Run()
        {
            using var records = new CaseBuilder();
            AddBeacon(records, new BeaconSimulation(60, 0.12, 0) { FirstHour = 14, LastHour = 18 });
            AddBrowsing(records);
            return
            [
                .. Detect(records)
                    .Select(finding =>
                        $"{finding.Key} {finding.Score} {finding.Explanation} {string.Join(',', finding.Statistics)} {string.Join(',', finding.Evidence[0].Frames)}"
                    ),
            ];
        }

        var first = Run();

        Assert.NotEmpty(first);
        Assert.Equal(first, Run());
    }

    [Fact]
    public void Browsing_gives_no_beacon_of_medium_or_higher()
    {
        using var records = new CaseBuilder();
        AddBrowsing(records);

        Assert.DoesNotContain(Detect(records), finding => finding.Severity >= Severity.Medium);
    }

    [Fact]
    public void An_ntp_poll_is_explained_and_capped()
    {
        using var records = new CaseBuilder();
        for (var beat = 0; beat < 60; beat++)
        {
            records.Flow(beat * 1024.2, Victim, "91.189.91.157", 123, "udp", "ntp", 48, 48);
        }

        var finding = Assert.Single(Detect(records));

        Assert.True(finding.Score <= ScoreEngine.ExplainedMaxScore, $"scored {finding.Score}");
        Assert.Contains(finding.CounterEvidence, term => term.Name == "NTP poll" && term.Measured.Contains("2^10"));
    }

    [Fact]
    public void A_feed_lifts_the_cap_of_an_explanation()
    {
        using var records = new CaseBuilder();
        for (var beat = 0; beat < 60; beat++)
        {
            records.Flow(beat * 1024.2, Victim, "91.189.91.157", 123, "udp", "ntp", 48, 48);
        }
        var options = new AnalysisOptions { Feed = [new ThreatIndicator("ipv4-addr", "91.189.91.157", "test feed")] };

        var finding = Assert.Single(Detect(records, options));

        Assert.True(finding.Score > ScoreEngine.ExplainedMaxScore, $"scored {finding.Score}");
        Assert.Contains(finding.Terms, term => term.Name == "in a threat feed" && term.IsHard);
    }

    [Fact]
    public void An_update_service_that_all_hosts_use_is_explained_by_name_and_by_prevalence()
    {
        using var records = new CaseBuilder();
        for (var host = 1; host <= 6; host++)
        {
            for (var beat = 0; beat < 40; beat++)
            {
                var seconds = (beat * 1800.0) + (host * 37);
                var uid = records.Flow(seconds, $"10.1.5.{host}", "20.1.2.3", 443, service: "ssl");
                records.Row(
                    "ssl",
                    ("ts", CaseBuilder.Start + seconds),
                    ("uid", uid),
                    ("server_name", "update.googleapis.com")
                );
            }
        }

        var findings = Detect(records);

        Assert.Equal(6, findings.Count);
        Assert.All(findings, finding => Assert.True(finding.Score <= ScoreEngine.ExplainedMaxScore));
        Assert.All(findings, finding => Assert.Equal("update.googleapis.com", finding.DestinationName));
        Assert.Contains(findings[0].CounterEvidence, term => term.Name == "software update");
        Assert.Contains(findings[0].CounterEvidence, term => term.Name == "used by most hosts");
    }

    [Fact]
    public void Beats_inside_one_kept_alive_flow_are_seen()
    {
        using var records = new CaseBuilder();
        var uid = records.Flow(0, Victim, "10.10.10.5", 80, service: "http", duration: 4000, sent: 40_000);
        for (var beat = 0; beat < 60; beat++)
        {
            records.Row(
                "http",
                ("ts", CaseBuilder.Start + (beat * 60.3)),
                ("uid", uid),
                ("id.orig_h", Victim),
                ("id.orig_p", 40001L),
                ("id.resp_h", "10.10.10.5"),
                ("id.resp_p", 80L),
                ("method", "GET"),
                ("host", "10.10.10.5"),
                ("uri", "/admin/get.php"),
                ("first_frame", 100L + beat),
                ("last_frame", 100L + beat)
            );
        }

        var finding = Assert.Single(Detect(records));

        Assert.Equal(60.3, Statistic(finding, "period_seconds"), 0.5);
        Assert.Equal(60, Statistic(finding, "sessions"));
        Assert.Contains("T1090.001", finding.Attack);
        Assert.Equal(40_000, Statistic(finding, "bytes_sent"));
    }

    [Fact]
    public void A_proxied_beacon_is_grouped_by_the_name_behind_the_proxy()
    {
        using var records = new CaseBuilder();
        var random = new Random(9);
        for (var beat = 0; beat < 60; beat++)
        {
            AddConnect(records, beat * 300.0, "bad.example:443");
            AddConnect(records, random.NextDouble() * 18_000, "news.example:443");
        }

        var finding = Assert.Single(Detect(records));

        Assert.Equal("bad.example", finding.DestinationName);
        Assert.Equal("10.1.0.16", finding.Destination);
        Assert.Contains("T1090", finding.Attack);
    }

    [Fact]
    public void Copies_of_a_flow_in_a_log_are_cited_and_not_counted_twice()
    {
        using var records = new CaseBuilder();
        var log = new string('d', 64);
        for (var beat = 0; beat < 40; beat++)
        {
            foreach (var (evidence, place) in (((string, string)[])[(records.Capture, "first_frame"), (log, "line")]))
            {
                records.Row(
                    evidence,
                    "conn",
                    ("ts", CaseBuilder.Start + (beat * 60.0)),
                    ("uid", $"{evidence[0]}{beat}"),
                    ("id.orig_h", Victim),
                    ("id.orig_p", 41000L + beat),
                    ("id.resp_h", Server),
                    ("id.resp_p", 8443L),
                    ("proto", "tcp"),
                    ("orig_bytes", 100L),
                    ("resp_bytes", 200L),
                    ("conn_state", "SF"),
                    ("orig_pkts", 4L),
                    ("resp_pkts", 4L),
                    (place, 10L + beat)
                );
            }
        }

        var finding = Assert.Single(Detect(records));

        Assert.Equal(40, Statistic(finding, "sessions"));
        Assert.Equal(4000, Statistic(finding, "bytes_sent"));
        Assert.Equal(2, finding.Evidence.Count);
        Assert.Equal(320, finding.Evidence[0].FrameCount);
        Assert.Equal(40, finding.Evidence[1].LineCount);
    }

    [Fact]
    public void Few_regular_visits_are_only_watched()
    {
        using var records = new CaseBuilder();
        for (var beat = 0; beat < 7; beat++)
        {
            records.Flow(beat * 600.0, Victim, Server, 443);
        }

        Assert.All(Detect(records), finding => Assert.True(finding.Score <= 30));
    }

    [Fact]
    public void A_strobe_is_found_without_a_timer()
    {
        using var records = new CaseBuilder();
        var random = new Random(4);
        for (var event_ = 0; event_ < 1500; event_++)
        {
            records.Flow(random.NextDouble() * 900, Victim, Server, 443);
        }

        var finding = Assert.Single(Detect(records));

        Assert.Equal("strobe", finding.Statistics.Single(item => item.Name == "kind").Value);
        Assert.Contains("strobes", finding.Title);
    }

    [Fact]
    public void An_empty_case_has_no_findings()
    {
        using var records = new CaseBuilder();

        Assert.Empty(Detect(records));
    }

    internal static void AddBeacon(CaseBuilder records, BeaconSimulation law)
    {
        foreach (var seconds in law.Events(42))
        {
            var uid = records.Flow(seconds, Victim, Server, 443, service: "ssl", sent: 612, received: 1480);
            records.Row(
                "ssl",
                ("ts", CaseBuilder.Start + seconds),
                ("uid", uid),
                ("ja3", "e7d705a3286e19ea42f587b344ee6865"),
                ("subject", "CN=update.evil.example"),
                ("issuer", "CN=update.evil.example")
            );
        }
    }

    internal static void AddBrowsing(CaseBuilder records)
    {
        var seed = 100;
        foreach (var host in (string[])[Victim, "10.1.5.7", "10.1.5.8", "10.1.5.9"])
        {
            for (var site = 0; site < 8; site++)
            {
                foreach (var seconds in BackgroundTraffic.Events(BackgroundTraffic.NullClasses[site % 5], 40, seed++))
                {
                    var uid = records.Flow(
                        seconds,
                        host,
                        $"93.184.{site}.34",
                        443,
                        service: "ssl",
                        sent: 300 + (long)(seconds % 977)
                    );
                    records.Row(
                        "ssl",
                        ("ts", CaseBuilder.Start + seconds),
                        ("uid", uid),
                        ("server_name", $"www{site}.example.org"),
                        ("ja3", "cd08e31494f9531f560d64c695473da9")
                    );
                }
            }
        }
    }

    private static void AddConnect(CaseBuilder records, double seconds, string target)
    {
        var uid = records.Flow(seconds, Victim, "10.1.0.16", 3128, service: "http,ssl", sent: 1030);
        records.Row(
            "http",
            ("ts", CaseBuilder.Start + seconds),
            ("uid", uid),
            ("id.orig_h", Victim),
            ("id.orig_p", 40000L),
            ("id.resp_h", "10.1.0.16"),
            ("id.resp_p", 3128L),
            ("method", "CONNECT"),
            ("uri", target),
            ("first_frame", 5L)
        );
    }

    private static IReadOnlyList<Finding> Detect(CaseBuilder records, AnalysisOptions? options = null) =>
        new BeaconingDetector().Detect(records.Context(options), CancellationToken.None);

    private static double Statistic(Finding finding, string name) =>
        Convert.ToDouble(finding.Statistics.Single(statistic => statistic.Name == name).Value);
}
