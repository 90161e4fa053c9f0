using Portal.Analysis.Detectors;
using Portal.Analysis.Detectors.LateralMovement;
using Portal.Analysis.Findings;
using Portal.Analysis.Indicators.Intel;

namespace Portal.Analysis.Tests.Detectors.LateralMovement;

public sealed class LateralMovementDetectorTests
{
    private const string Source = "10.0.0.7";
    private const string Controller = "10.0.1.1";
    private const string Files = "10.0.1.2";
    private const string Server = "10.0.1.3";
    private const string Outside = "203.0.113.9";

    [Theory]
    [InlineData(3389, 20_000, 300_000)]
    [InlineData(445, 900_000, 3000)]
    [InlineData(5985, 80_000, 9000)]
    public void A_lone_first_use_stays_below_medium(int port, int sent, int received)
    {
        using var records = new CaseBuilder();
        AddOffice(records);
        records.Flow(4000, Source, "10.0.0.12", port, sent: sent, received: received, duration: 1500);

        var finding = Assert.Single(Detect(records));

        Assert.True(finding.Severity < Severity.Medium, $"scored {finding.Score}");
        Assert.Contains("stays below medium", finding.Explanation);
    }

    [Fact]
    public void A_chain_of_a_suspected_source_is_found_step_by_step()
    {
        using var records = new CaseBuilder();
        AddOffice(records);
        AddSelfSigned(records);
        records.Flow(4000, Source, Controller, 389, sent: 500, received: 180_000, duration: 3);
        records.Flow(4300, Source, Files, 445, sent: 200_000, received: 2000, duration: 2);
        records.Flow(5000, Source, Server, 3389, sent: 30_000, received: 230_000, duration: 1500);

        var findings = Detect(records);

        Assert.Equal(3, findings.Count);
        Assert.All(
            findings,
            finding => Assert.True(finding.Severity >= Severity.Medium, $"{finding.Title}: {finding.Score}")
        );
        Assert.Equal([Controller, Server, Files], findings.Select(finding => finding.Destination));
        Assert.Equal(["T1087.002", "T1018"], findings[0].Attack);
        Assert.Equal(["T1021.001"], findings[1].Attack);
        Assert.Equal(["T1021.002"], findings[2].Attack);
        Assert.All(findings, finding => Assert.Contains(Outside, finding.Explanation));
    }

    [Fact]
    public void An_administrator_and_readers_of_shares_stay_below_medium()
    {
        using var records = new CaseBuilder();
        AddOffice(records);
        records.Flow(500, "10.0.0.2", Server, 3389, sent: 20_000, received: 300_000, duration: 900);
        records.Flow(9000, "10.0.0.2", Files, 3389, sent: 20_000, received: 300_000, duration: 900);

        Assert.All(Detect(records), finding => Assert.True(finding.Severity < Severity.Medium));
    }

    [Fact]
    public void Habit_speaks_against()
    {
        using var records = new CaseBuilder();
        AddOffice(records);
        for (var target = 20; target < 24; target++)
        {
            records.Flow(target * 7200, Source, $"10.0.1.{target}", 22, sent: 9000, received: 9000);
        }

        Assert.Contains(
            new LateralMovementDetector().Detect(records.Context(WithFeed(records)), CancellationToken.None),
            finding => finding.CounterEvidence.Any(term => term.Name == "administers by habit")
        );
    }

    [Fact]
    public void A_program_on_an_administrative_share_and_a_service_are_hard_evidence()
    {
        using var records = new CaseBuilder();
        records.Flow(10, Source, Server, 445, sent: 90_000, received: 3000);
        Row(records, "smb_mapping", ("path", @"\\SRV\ADMIN$"));
        Row(records, "smb_files", ("action", "SMB::FILE_WRITE"), ("path", @"\\SRV\ADMIN$"), ("name", "x.exe"));
        Row(records, "dce_rpc", ("endpoint", "svcctl"), ("operation", "CreateServiceW"));
        Row(records, "dce_rpc", ("endpoint", "svcctl"), ("operation", "StartServiceW"));

        var finding = Assert.Single(Detect(records));

        Assert.True(finding.Severity >= Severity.High, $"scored {finding.Score}");
        Assert.Equal(["T1021.002", "T1570", "T1569.002"], finding.Attack);
    }

    [Fact]
    public void Scans_and_services_outside_are_no_movement()
    {
        using var records = new CaseBuilder();
        AddOffice(records);
        AddSelfSigned(records);
        for (var target = 50; target < 90; target++)
        {
            records.Flow(target, Source, $"10.0.1.{target}", 445, sent: 0, received: 0, state: "S0");
        }
        records.Flow(100, Source, Outside, 22, sent: 90_000, received: 90_000);

        Assert.Empty(Detect(records));
    }

    private static AnalysisOptions WithFeed(CaseBuilder records)
    {
        records.Flow(1, Source, Outside, 443);
        return new AnalysisOptions { Feed = [new ThreatIndicator("ipv4-addr", Outside)] };
    }

    private static void Row(CaseBuilder records, string table, params (string Column, object? Value)[] values) =>
        records.Row(
            table,
            [
                ("ts", CaseBuilder.Start + 11),
                ("id.orig_h", Source),
                ("id.orig_p", 40001L),
                ("id.resp_h", Server),
                ("id.resp_p", 445L),
                .. values,
            ]
        );

    private static void AddSelfSigned(CaseBuilder records)
    {
        var uid = records.Flow(60, Source, Outside, 443, service: "ssl");
        records.Row(
            "ssl",
            ("ts", CaseBuilder.Start + 60),
            ("uid", uid),
            ("id.orig_h", Source),
            ("id.orig_p", 40001L),
            ("id.resp_h", Outside),
            ("id.resp_p", 443L),
            ("subject", "CN=update"),
            ("issuer", "CN=update")
        );
    }

    private static void AddOffice(CaseBuilder records)
    {
        for (var host = 1; host <= 20; host++)
        {
            var address = $"10.0.0.{host}";
            records.Flow(host, address, Controller, 88, sent: 200, received: 1500);
            records.Flow(host + 30, address, Controller, 389, sent: 60, received: 300 + host);
            if (address != Source)
            {
                records.Flow(host + 90, address, Files, 445, sent: 1000 + (host * 40), received: 30_000);
            }
        }
    }

    private static IReadOnlyList<Finding> Detect(CaseBuilder records) =>
        new LateralMovementDetector().Detect(records.Context(), CancellationToken.None);
}
