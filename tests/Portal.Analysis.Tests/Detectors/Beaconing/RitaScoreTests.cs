using Portal.Analysis.Detectors.Beaconing;

namespace Portal.Analysis.Tests.Detectors.Beaconing;

/// <summary>The expected values are RITA's own published ones.</summary>
public sealed class RitaScoreTests
{
    [Theory]
    [InlineData(new double[] { 1, 299, 25, 4975, 90, 2, 42, 500, 1500 }, 0.845, 89, 0.083)]
    [InlineData(new double[] { 98, 300, 98, 300, 98, 300, 98, 300, 98, 300 }, 0, 101, 0.746)]
    [InlineData(new double[] { 60, 60, 60, 60, 60, 60, 60, 60, 60 }, 0, 0, 1)]
    [InlineData(new double[] { 98, 99, 99, 100, 100, 100, 101, 101, 102 }, 0, 1, 0.995)]
    [InlineData(new double[] { 7, 8, 7, 8, 7, 8, 7, 8, 7 }, 0, 0, 1)]
    public void Gaps_score_as_published(double[] gaps, double skew, double spread, double score)
    {
        Assert.Equal(skew, RitaScore.BowleySkew(gaps), 0.001);
        Assert.Equal(spread, RitaScore.MedianAbsoluteDeviation(gaps));
        Assert.Equal(score, RitaScore.Statistical(gaps, 1), 0.001);
    }

    [Theory]
    [InlineData(new double[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 }, 0.773)]
    [InlineData(new double[] { 524885, 1, 5000, 98654, 50, 41, 965842, 3 }, 0.008)]
    [InlineData(new double[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, 0.5)]
    public void Sizes_score_as_published(double[] sizes, double score)
    {
        Assert.Equal(score, RitaScore.Statistical(sizes, 0), 0.0011);
    }

    [Fact]
    public void A_histogram_of_two_heights_scores_1()
    {
        Assert.Equal(1, RitaScore.HistogramScore([.. Enumerable.Range(0, 24).Select(hour => hour % 2 == 0 ? 4 : 1)]));
    }

    [Fact]
    public void A_flat_histogram_scores_1_and_a_single_bar_0()
    {
        Assert.Equal(1, RitaScore.HistogramScore([.. Enumerable.Repeat(7, 24)]));
        Assert.Equal(0, RitaScore.HistogramScore([100, .. Enumerable.Repeat(0, 23)]));
    }

    [Theory]
    [InlineData(0, 24, 24, 1)]
    [InlineData(12, 24, 12, 1)]
    [InlineData(12, 18, 6, 0.5)]
    [InlineData(0, 5, 5, 0)]
    public void Duration_is_coverage_or_consistency(int fromHour, int toHour, int bars, double expected)
    {
        var hours = Enumerable.Range(0, 24).Select(hour => hour >= fromHour && hour < fromHour + bars ? 9 : 0);

        Assert.Equal(expected, RitaScore.Duration(fromHour * 3600, toHour * 3600, 0, 86400, [.. hours]), 0.001);
    }

    [Fact]
    public void A_constant_beacon_over_a_day_scores_1()
    {
        var seconds = Enumerable.Range(0, 20054).Select(index => index * 86400L / 20054).Distinct().ToList();

        var score = RitaScore.Score(seconds, [.. seconds.Select(_ => 544.0)], 0, 86400);

        Assert.Equal(1, score!.Value, 0.02);
    }

    [Fact]
    public void Three_timestamps_are_not_scored()
    {
        Assert.Null(RitaScore.Score([1, 2, 3], [1, 1, 1], 0, 10));
    }
}
