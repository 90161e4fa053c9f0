using Portal.Analysis.Findings;

namespace Portal.Analysis.Tests.Findings;

public sealed class ScoreEngineTests
{
    [Fact]
    public void Timing_alone_at_its_cap_scores_27()
    {
        var result = ScoreEngine.Score(-4, [Term(9, EvidenceFamily.Timing)], 4);

        Assert.Equal(27, result.Score);
        Assert.Equal(3, result.Terms[0].Points);
        Assert.Equal(Severity.Low, result.Severity);
    }

    [Fact]
    public void Timing_and_fixed_sizes_score_50()
    {
        var result = ScoreEngine.Score(-4, [Term(3, EvidenceFamily.Timing), Term(1, EvidenceFamily.Content)], 4);

        Assert.Equal(50, result.Score);
        Assert.Equal(0.5, result.Confidence);
        Assert.Equal(Severity.Medium, result.Severity);
    }

    [Theory]
    [InlineData(1, 28)]
    [InlineData(2, 35)]
    [InlineData(4, 50)]
    [InlineData(5, 58)]
    public void Impact_scales_the_score(int impact, int expected)
    {
        Assert.Equal(expected, ScoreEngine.Score(0, [], impact).Score);
    }

    [Fact]
    public void A_score_never_passes_100()
    {
        Assert.Equal(100, ScoreEngine.Score(8, [], 5).Score);
    }

    [Fact]
    public void Hard_evidence_is_not_capped_and_lifts_the_cap_of_an_explanation()
    {
        var explanation = new ScoreTerm("ntp", "", "", -3, EvidenceFamily.Content, IsExplanation: true);
        var strong = Enumerable.Repeat(Term(3, EvidenceFamily.Timing), 4).ToList();
        var hard = new ScoreTerm("feed", "", "", 5, EvidenceFamily.Reputation, IsHard: true);

        var explained = ScoreEngine.Score(-4, [.. strong, explanation], 4);
        var proven = ScoreEngine.Score(-4, [.. strong, explanation, hard], 4);

        Assert.Equal(ScoreEngine.ExplainedMaxScore, explained.Score);
        Assert.Equal("ntp", Assert.Single(explained.CounterEvidence).Name);
        Assert.True(proven.Score > 90, $"scored {proven.Score}");
        Assert.Equal(5, proven.Terms[^1].Points);
    }

    [Fact]
    public void Critical_needs_two_families()
    {
        var timing = Enumerable.Repeat(Term(3, EvidenceFamily.Timing), 3).ToList();

        Assert.Equal(Severity.High, ScoreEngine.Score(-4, timing, 4).Severity);
        Assert.Equal(
            Severity.Critical,
            ScoreEngine.Score(-4, [.. timing, Term(0.1, EvidenceFamily.Content)], 4).Severity
        );
    }

    [Fact]
    public void A_ceiling_of_the_detector_holds()
    {
        Assert.Equal(30, ScoreEngine.Score(4, [Term(3, EvidenceFamily.Timing)], 4, 30).Score);
    }

    [Fact]
    public void Reasons_without_weight_are_left_out()
    {
        Assert.Empty(ScoreEngine.Score(-4, [Term(0, EvidenceFamily.Timing)], 4).Terms);
    }

    private static ScoreTerm Term(double points, EvidenceFamily family) => new("name", "", "", points, family);
}
