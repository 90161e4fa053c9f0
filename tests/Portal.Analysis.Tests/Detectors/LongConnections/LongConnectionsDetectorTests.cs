using Portal.Analysis.Detectors.LongConnections;
using Portal.Analysis.Findings;

namespace Portal.Analysis.Tests.Detectors.LongConnections;

public sealed class LongConnectionsDetectorTests
{
    private const string Server = "198.51.100.7";

    [Fact]
    public void A_rare_connection_of_unknown_protocol_that_outlives_all_others_is_reported_with_its_frames()
    {
        using var records = new CaseBuilder();
        AddShort(records);
        var uid = records.Flow(60, "10.0.0.1", Server, 4444, duration: 6 * 3600);

        var finding = Assert.Single(Detect(records));

        Assert.True(finding.Severity >= Severity.Medium, $"scored {finding.Score}");
        Assert.Equal(21_600, (double)finding.Statistics.Single(item => item.Name == "longest_seconds").Value);
        Assert.Equal([uid], finding.Evidence[0].Uids);
        Assert.Equal(0.4, finding.Statistics.Single(item => item.Name == "rita_score").Value);
    }

    [Fact]
    public void Records_that_follow_within_the_idle_time_are_one_connection()
    {
        using var records = new CaseBuilder();
        AddShort(records);
        for (var part = 0; part < 6; part++)
        {
            records.Row(
                "conn",
                ("ts", CaseBuilder.Start + (part * 1200.0)),
                ("uid", $"P{part}"),
                ("id.orig_h", "10.0.0.1"),
                ("id.orig_p", 50_000L),
                ("id.resp_h", Server),
                ("id.resp_p", 4444L),
                ("proto", "tcp"),
                ("duration", 1000.0),
                ("orig_bytes", 10L),
                ("resp_bytes", 10L),
                ("conn_state", "OTH"),
                ("first_frame", part + 1L),
                ("last_frame", part + 100L)
            );
        }

        var finding = Assert.Single(Detect(records));

        Assert.Equal(6L, finding.Statistics.Single(item => item.Name == "records").Value);
        Assert.Equal(7000, (double)finding.Statistics.Single(item => item.Name == "longest_seconds").Value);
        Assert.Equal(6, finding.Evidence[0].Uids.Count);
    }

    [Fact]
    public void What_stays_open_by_design_is_explained()
    {
        using var records = new CaseBuilder();
        AddShort(records);
        records.Flow(60, "10.0.0.1", Server, 22, service: "ssh", duration: 6 * 3600);

        var finding = Assert.Single(Detect(records));

        Assert.True(finding.Score <= ScoreEngine.ExplainedMaxScore);
        Assert.Contains(finding.CounterEvidence, term => term.Name == "SSH");
    }

    [Fact]
    public void Many_short_connections_are_not_a_long_one()
    {
        using var records = new CaseBuilder();
        for (var fetch = 0; fetch < 300; fetch++)
        {
            records.Flow(fetch * 400, "10.0.0.1", Server, 443, duration: 30);
        }

        Assert.Empty(Detect(records));
    }

    private static void AddShort(CaseBuilder records)
    {
        for (var flow = 0; flow < 300; flow++)
        {
            records.Flow(
                100 + (flow * 70),
                $"10.0.0.{(flow % 30) + 1}",
                "192.0.2.9",
                443,
                service: "ssl",
                duration: 1 + (flow % 40)
            );
        }
    }

    private static IReadOnlyList<Finding> Detect(CaseBuilder records) =>
        new LongConnectionsDetector().Detect(records.Context(), CancellationToken.None);
}
