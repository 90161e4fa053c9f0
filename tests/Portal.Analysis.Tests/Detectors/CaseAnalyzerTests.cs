using System.Text.Json;
using Portal.Analysis.Detectors;
using Portal.Analysis.Findings;
using Portal.Analysis.Tests.Detectors.Beaconing;
using Portal.Samples.Beaconing;

namespace Portal.Analysis.Tests.Detectors;

public sealed class CaseAnalyzerTests
{
    [Fact]
    public void Findings_come_by_score_and_the_json_is_the_same_byte_for_byte()
    {
        byte[] Run()
        {
            using var records = new CaseBuilder();
            BeaconingDetectorTests.AddBeacon(records, new BeaconSimulation(60, 0.12, 0) { LastHour = 2 });
            for (var beat = 0; beat < 60; beat++)
            {
                records.Flow(beat * 64.0, "10.1.5.42", "91.189.91.157", 123, "udp", "ntp", 48, 48);
            }
            using var output = new MemoryStream();
            AnalysisJson.Write(output, CaseAnalyzer.Analyze(records.Open(), [], new AnalysisOptions()));
            return output.ToArray();
        }

        var first = Run();
        using var document = JsonDocument.Parse(first);
        var scores = document
            .RootElement.GetProperty("findings")
            .EnumerateArray()
            .Select(item => item.GetProperty("score").GetInt32())
            .ToList();

        Assert.True(scores.Count >= 2);
        Assert.Equal(scores.OrderDescending(), scores);
        Assert.Equal(first, Run());
    }

    [Fact]
    public void Every_reference_of_every_finding_names_a_frame_of_a_record()
    {
        using var records = new CaseBuilder();
        BeaconingDetectorTests.AddBeacon(records, new BeaconSimulation(60, 0.12, 0) { LastHour = 2 });
        var database = records.Open();
        var bounds = database
            .Query("SELECT first_frame, last_frame FROM conn", row => (First: row.GetInt64(0), Last: row.GetInt64(1)))
            .ToList();

        var findings = CaseAnalyzer.Analyze(database, [], new AnalysisOptions()).Findings;

        Assert.NotEmpty(findings);
        Assert.All(
            findings.SelectMany(finding => finding.Evidence).SelectMany(reference => reference.Frames),
            frame => Assert.Contains(bounds, bound => bound.First == frame || bound.Last == frame)
        );
    }

    [Fact]
    public void A_cancelled_analysis_stops()
    {
        using var records = new CaseBuilder();
        records.Flow(0, "10.0.0.1", "192.0.2.1", 80);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.Throws<OperationCanceledException>(() =>
            CaseAnalyzer.Analyze(records.Open(), [], new AnalysisOptions(), cancelled.Token)
        );
    }

    [Fact]
    public void A_detector_that_breaks_is_named_and_takes_nothing_from_the_others()
    {
        using var records = new CaseBuilder();
        BeaconingDetectorTests.AddBeacon(records, new BeaconSimulation(60, 0.12, 0) { LastHour = 2 });

        var result = CaseAnalyzer.Analyze(
            [new BrokenDetector(), .. DetectorCatalogue.All()],
            records.Open(),
            [],
            new AnalysisOptions(),
            TestContext.Current.CancellationToken
        );

        Assert.NotEmpty(result.Findings);
        var failure = Assert.Single(result.Failures);
        Assert.Equal(("broken", "a record that nobody foresaw"), (failure.Detector, failure.Reason));
    }

    private sealed class BrokenDetector : IDetector
    {
        public DetectorDescription Description { get; } = new("broken", "1", "Breaks.", [], ["conn"]);

        public IReadOnlyList<Finding> Detect(DetectionContext context, CancellationToken cancellation) =>
            throw new InvalidOperationException("a record that nobody foresaw");
    }
}
