using Portal.Analysis.Findings;

namespace Portal.Cases.Tests.Findings;

/// <summary>A finding with something in every part.</summary>
public static class SampleFinding
{
    public static Finding Of(
        string key,
        Severity severity = Severity.High,
        int score = 70,
        string title = "calls home"
    ) =>
        new()
        {
            Key = key,
            Detector = "beaconing",
            Version = "1",
            Title = title,
            Severity = severity,
            Score = score,
            Confidence = 0.93,
            Impact = 4,
            Attack = ["T1071.001"],
            FirstTime = 1_763_215_272_000_000_000,
            LastTime = 1_763_229_672_000_000_000,
            Source = "10.1.5.42",
            Destination = "185.220.101.42",
            DestinationName = "update.evil.example",
            Port = 443,
            Protocol = "ssl",
            Statistics =
            [
                new Statistic("period_seconds", 60.25, "time between calls"),
                new Statistic("calls", 237L, "calls seen"),
                new Statistic("self_signed", true, "the certificate"),
                new Statistic("ja3", "d3e1de2c", "the client"),
            ],
            Explanation = "It calls every minute.",
            NullHypothesis = "Calls come at random.",
            Terms = [new ScoreTerm("timing", "60.25 s", "uniform", 2.5, EvidenceFamily.Timing, true)],
            CounterEvidence = [new ScoreTerm("prevalence", "one host", "many", -0.5, EvidenceFamily.Identity)],
            NotEvaluable = ["payload: encrypted"],
            Evidence =
            [
                new EvidenceReference
                {
                    Sha256 = new string('a', 64),
                    Frames = [1, 7, 9],
                    FrameCount = 3,
                    Uids = ["Cx"],
                },
            ],
            Filter = "ip.addr == 10.1.5.42",
            Query = "SELECT 1",
            Chart = new IntervalChart([0, 30, 60], [1, 2], [5, 6]),
        };
}
