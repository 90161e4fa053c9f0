using Portal.Analysis.Detectors.DnsTunnelling;
using Portal.Analysis.Findings;

namespace Portal.Analysis.Tests.Detectors.DnsTunnelling;

public sealed class DnsTunnellingDetectorTests
{
    private const string Client = "10.0.0.7";
    private const string Resolver = "10.0.0.53";

    [Fact]
    public void Hexadecimal_labels_in_text_questions_are_a_tunnel()
    {
        using var records = new CaseBuilder();
        AddTunnel(records, Client, "evil.example", 150);

        var finding = Assert.Single(Detect(records));

        Assert.True(finding.Severity >= Severity.High, $"scored {finding.Score}");
        Assert.Equal(
            (Client, Resolver, "evil.example"),
            (finding.Source, finding.Destination, finding.DestinationName)
        );
        Assert.Equal((53, "dns"), (finding.Port, finding.Protocol));
        Assert.Equal(["T1071.004", "T1048.003", "T1572"], finding.Attack);
        // 60 hexadecimal digits are at most 30 bytes.
        Assert.InRange((long)finding.Statistics.Single(item => item.Name == "bytes_up").Value, 3500, 4800);
        Assert.Equal(100, finding.Evidence[0].Frames[0]);
        Assert.Equal(150, finding.Evidence[0].LineCount + finding.Evidence[0].FrameCount);
    }

    [Fact]
    public void A_hundred_kilobytes_are_exfiltration()
    {
        using var records = new CaseBuilder();
        AddTunnel(records, Client, "evil.example", 4000);

        Assert.Equal(["T1071.004", "T1048.003"], Assert.Single(Detect(records)).Attack);
    }

    [Fact]
    public void Names_of_people_are_not_reported()
    {
        using var records = new CaseBuilder();
        string[] words = ["www", "mail", "files", "login", "news", "static", "images", "shop", "help", "forum"];
        for (var index = 0; index < 400; index++)
        {
            Question(
                records,
                index,
                Client,
                $"{words[index % 10]}.{words[index / 10 % 10]}.office.example",
                "A",
                "192.0.2.7"
            );
            records.Flow(index + 0.5, Client, "192.0.2.7", 443);
        }

        Assert.Empty(Detect(records));
    }

    [Fact]
    public void A_zone_that_carries_data_by_design_is_explained_and_stays_low()
    {
        using var records = new CaseBuilder();
        AddTunnel(records, Client, "zen.spamhaus.org", 150);

        var finding = Assert.Single(Detect(records));

        Assert.True(finding.Score <= ScoreEngine.ExplainedMaxScore);
        Assert.Contains(finding.CounterEvidence, term => term.Name == "block list");
    }

    [Fact]
    public void Without_a_client_behind_it_a_forwarder_is_named_and_said_to_be_one()
    {
        using var records = new CaseBuilder();
        records.Flow(0, "10.0.0.8", Client, 53, "udp", "dns");
        AddTunnel(records, Client, "evil.example", 150);

        Assert.Contains(Assert.Single(Detect(records)).NotEvaluable, text => text.StartsWith("which host asked"));
    }

    [Fact]
    public void A_forwarder_is_not_reported_for_what_its_client_asked()
    {
        using var records = new CaseBuilder();
        records.Flow(0, Client, Resolver, 53, "udp", "dns");
        AddTunnel(records, Client, "evil.example", 150);
        AddTunnel(records, Resolver, "evil.example", 150);

        Assert.Equal(Client, Assert.Single(Detect(records)).Source);
    }

    [Fact]
    public void Without_questions_nothing_is_said()
    {
        using var records = new CaseBuilder();
        records.Flow(0, Client, "192.0.2.7", 443);

        Assert.Empty(Detect(records));
    }

    private static void AddTunnel(CaseBuilder records, string client, string domain, int count)
    {
        var random = new Random(7);
        for (var index = 0; index < count; index++)
        {
            var digits = string.Concat(Enumerable.Range(0, 60).Select(_ => "0123456789abcdef"[random.Next(16)]));
            Question(
                records,
                index * (1 + random.NextDouble()),
                client,
                $"{digits}.{domain}",
                "TXT",
                "ok",
                100 + index
            );
        }
    }

    private static void Question(
        CaseBuilder records,
        double seconds,
        string client,
        string name,
        string type,
        string answer,
        long? frame = null
    ) =>
        records.Row(
            "dns",
            ("ts", CaseBuilder.Start + seconds),
            ("id.orig_h", client),
            ("id.orig_p", 50000L),
            ("id.resp_h", Resolver),
            ("id.resp_p", 53L),
            ("query", name),
            ("qtype_name", type),
            ("rcode_name", "NOERROR"),
            ("answers", new[] { answer }),
            ("first_frame", frame),
            ("last_frame", frame)
        );

    private static IReadOnlyList<Finding> Detect(CaseBuilder records) =>
        new DnsTunnellingDetector().Detect(records.Context(), CancellationToken.None);
}
