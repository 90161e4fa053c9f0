using Portal.Analysis.Detectors.OutboundTransfers;
using Portal.Analysis.Findings;

namespace Portal.Analysis.Tests.Detectors.OutboundTransfers;

public sealed class OutboundTransfersDetectorTests
{
    private const string Drop = "203.0.113.50";

    [Fact]
    public void A_large_upload_to_a_rare_object_against_small_peers_is_reported()
    {
        using var records = new CaseBuilder();
        AddOffice(records);
        records.Flow(3600, "10.0.0.1", Drop, 443, service: "ssl", sent: 80_000_000, received: 100_000);

        var finding = Assert.Single(Detect(records));

        Assert.True(finding.Severity >= Severity.Medium, $"scored {finding.Score}");
        Assert.Equal(80_000_000L, finding.Statistics.Single(item => item.Name == "bytes_sent").Value);
        Assert.Contains("T1041", finding.Attack);
        Assert.Contains("other internal hosts", finding.NullHypothesis);
    }

    [Fact]
    public void Many_small_uploads_add_up()
    {
        using var records = new CaseBuilder();
        AddOffice(records);
        for (var part = 0; part < 200; part++)
        {
            records.Flow(part * 30, "10.0.0.1", Drop, 443, service: "ssl", sent: 400_000, received: 1000);
        }

        Assert.Equal(
            80_000_000L,
            Assert.Single(Detect(records)).Statistics.Single(item => item.Name == "bytes_sent").Value
        );
    }

    [Fact]
    public void Downloads_and_uploads_inside_are_not_reported()
    {
        using var records = new CaseBuilder();
        AddOffice(records);
        records.Flow(10, "10.0.0.1", Drop, 443, sent: 90_000, received: 90_000_000);
        records.Flow(20, "10.0.0.1", "10.0.9.9", 445, sent: 90_000_000, received: 1000);

        Assert.Empty(Detect(records));
    }

    [Fact]
    public void A_file_stored_by_ftp_is_found_by_the_flow_beside_the_control_flow()
    {
        using var records = new CaseBuilder();
        AddOffice(records);
        records.Flow(100, "10.0.0.1", Drop, 21, sent: 80, received: 140, duration: 10);
        records.Flow(102, "10.0.0.1", Drop, 50_001, sent: 1_180_000, received: 0);
        records.Flow(5000, "10.0.0.1", Drop, 50_002, sent: 900_000, received: 0);
        records.Row(
            "ftp",
            ("ts", CaseBuilder.Start + 101),
            ("id.orig_h", "10.0.0.1"),
            ("id.resp_h", Drop),
            ("command", "STOR"),
            ("arg", "finance_q3.zip")
        );

        var finding = Assert.Single(Detect(records), item => item.Protocol == "ftp");

        Assert.Equal(21, finding.Port);
        Assert.Equal(1_180_000L, finding.Statistics.Single(item => item.Name == "bytes_sent").Value);
        Assert.Contains(finding.Terms, term => term.Name == "archive" && term.Measured.Contains("finance_q3.zip"));
        Assert.Contains("T1048.003", finding.Attack);
        Assert.Equal(2, finding.Evidence[0].Uids.Count);
    }

    [Fact]
    public void Bodies_of_posts_to_an_address_are_added_up()
    {
        using var records = new CaseBuilder();
        AddOffice(records);
        var uid = records.Flow(50, "10.0.0.1", Drop, 80, service: "http", sent: 900_000, received: 300);
        records.Row(
            "http",
            ("ts", CaseBuilder.Start + 50),
            ("uid", uid),
            ("id.orig_h", "10.0.0.1"),
            ("id.orig_p", 40001L),
            ("id.resp_h", Drop),
            ("id.resp_p", 80L),
            ("method", "POST"),
            ("host", Drop),
            ("uri", "/gate.php"),
            ("user_agent", "curl/7.0"),
            ("request_body_len", 899_000L),
            ("response_body_len", 2L),
            ("first_frame", 7L),
            ("last_frame", 900L)
        );

        var finding = Assert.Single(Detect(records));

        Assert.Equal("httppost", finding.Statistics.Single(item => item.Name == "channel").Value);
        Assert.Contains(finding.Terms, term => term.Name == "posted to an address");
        Assert.Contains(finding.Terms, term => term.Name == "a client of its own");
    }

    [Fact]
    public void One_host_alone_is_judged_by_ratio_and_says_so()
    {
        using var records = new CaseBuilder();
        records.Flow(0, "10.0.0.1", Drop, 443, sent: 80_000_000, received: 1000);

        var finding = Assert.Single(Detect(records));

        Assert.Contains(finding.NotEvaluable, reason => reason.StartsWith("whether the volume is unusual"));
        Assert.True(finding.Severity < Severity.Medium, $"scored {finding.Score}");
    }

    private static void AddOffice(CaseBuilder records)
    {
        for (var host = 1; host <= 30; host++)
        {
            for (var hour = 0; hour < 3; hour++)
            {
                records.Flow(
                    (hour * 3600) + host,
                    $"10.0.0.{host}",
                    "192.0.2.9",
                    443,
                    service: "ssl",
                    sent: 20_000 + (host * 1000),
                    received: 900_000
                );
            }
        }
    }

    private static IReadOnlyList<Finding> Detect(CaseBuilder records) =>
        new OutboundTransfersDetector().Detect(records.Context(), CancellationToken.None);
}
