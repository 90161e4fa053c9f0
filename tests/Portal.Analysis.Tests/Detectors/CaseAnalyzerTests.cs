using System.Text.Json;
using Portal.Analysis.Detectors;
using Portal.Analysis.Findings;
using Portal.Analysis.Store;
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
            () => null,
            TestContext.Current.CancellationToken
        );

        Assert.NotEmpty(result.Findings);
        var failure = Assert.Single(result.Failures);
        Assert.Equal(("broken", "a record that nobody foresaw"), (failure.Detector, failure.Reason));
    }

    [Fact]
    public void An_analysis_that_finds_no_room_is_made_again_with_more()
    {
        using var records = new CaseBuilder();
        records.Flow(0, "10.0.0.1", "192.0.2.1", 80);
        using var small = RecordDatabase.Open([], new RecordDatabaseOptions { MemoryLimitMegabytes = Little });
        var larger = new List<RecordDatabase>();

        var result = Analyze(small, () => Opened(larger, records.Open()));

        Assert.Empty(result.Failures);
        Assert.Equal("found", Assert.Single(result.Findings).Title);
        Assert.Single(larger);
    }

    [Fact]
    public void Only_the_detector_that_found_no_room_runs_again()
    {
        using var records = new CaseBuilder();
        records.Flow(0, "10.0.0.1", "192.0.2.1", 80);
        using var small = RecordDatabase.Open([], new RecordDatabaseOptions { MemoryLimitMegabytes = Little });
        var modest = new ModestDetector();

        var result = CaseAnalyzer.Analyze(
            [modest, new HungryDetector()],
            small,
            [],
            new AnalysisOptions(),
            records.Open,
            TestContext.Current.CancellationToken
        );

        Assert.Empty(result.Failures);
        Assert.Single(result.Findings);
        Assert.Equal(1, modest.Runs);
    }

    [Fact]
    public void Where_there_is_no_more_room_the_failure_stands()
    {
        using var small = RecordDatabase.Open([], new RecordDatabaseOptions { MemoryLimitMegabytes = Little });

        var failure = Assert.Single(Analyze(small, () => null).Failures);

        Assert.True(failure.IsOutOfMemory, failure.Detail);
    }

    [Fact]
    public void An_analysis_with_room_and_one_that_broke_for_another_reason_are_made_once()
    {
        using var records = new CaseBuilder();
        records.Flow(0, "10.0.0.1", "192.0.2.1", 80);

        var result = CaseAnalyzer.Analyze(
            [new BrokenDetector(), new HungryDetector()],
            records.Open(),
            [],
            new AnalysisOptions(),
            () => throw new InvalidOperationException("asked for more"),
            TestContext.Current.CancellationToken
        );

        Assert.Equal("broken", Assert.Single(result.Failures).Detector);
        Assert.Single(result.Findings);
    }

    /// <summary>Less than the list of <see cref="HungryDetector"/>, and enough for the hosts of an empty case.</summary>
    private const int Little = 16;

    private static AnalysisResult Analyze(RecordDatabase database, Func<RecordDatabase?> larger) =>
        CaseAnalyzer.Analyze(
            [new HungryDetector()],
            database,
            [],
            new AnalysisOptions(),
            larger,
            TestContext.Current.CancellationToken
        );

    private static RecordDatabase Opened(List<RecordDatabase> opened, RecordDatabase database)
    {
        opened.Add(database);
        return database;
    }

    /// <summary>A list of 16 MB and what it takes to build it, which DuckDB cannot put to disk.</summary>
    private sealed class HungryDetector : IDetector
    {
        public DetectorDescription Description { get; } = new("hungry", "1", "Eats.", [], ["conn"]);

        public IReadOnlyList<Finding> Detect(DetectionContext context, CancellationToken cancellation)
        {
            var length = context
                .Database.Query("SELECT len(list(range)) FROM range(2000000)", row => row.GetInt64(0), cancellation)
                .Single();
            Assert.Equal(2_000_000, length);
            return
            [
                new Finding
                {
                    Key = "hungry",
                    Detector = "hungry",
                    Version = "1",
                    Title = "found",
                    Severity = Severity.Info,
                    Score = 1,
                    Confidence = 1,
                    Impact = 1,
                    FirstTime = 1,
                    LastTime = 1,
                    Explanation = "It was found.",
                    Evidence =
                    [
                        new EvidenceReference
                        {
                            Sha256 = new string('c', 64),
                            Frames = [21],
                            FrameCount = 1,
                        },
                    ],
                },
            ];
        }
    }

    private sealed class ModestDetector : IDetector
    {
        public int Runs { get; private set; }

        public DetectorDescription Description { get; } = new("modest", "1", "Finds nothing.", [], ["conn"]);

        public IReadOnlyList<Finding> Detect(DetectionContext context, CancellationToken cancellation)
        {
            Runs++;
            return [];
        }
    }

    private sealed class BrokenDetector : IDetector
    {
        public DetectorDescription Description { get; } = new("broken", "1", "Breaks.", [], ["conn"]);

        public IReadOnlyList<Finding> Detect(DetectionContext context, CancellationToken cancellation) =>
            throw new InvalidOperationException("a record that nobody foresaw");
    }
}
