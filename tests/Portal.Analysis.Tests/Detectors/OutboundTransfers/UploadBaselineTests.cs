using Portal.Analysis.Detectors.OutboundTransfers;

namespace Portal.Analysis.Tests.Detectors.OutboundTransfers;

public sealed class UploadBaselineTests
{
    [Fact]
    public void An_hour_far_above_the_others_stands_out()
    {
        var own = Enumerable.Range(0, 12).ToDictionary(hour => (long)hour, hour => 1e6 + (hour * 1e4));
        own[5] += 500e6;

        var baseline = UploadBaseline.Measure(new Dictionary<long, double> { [5] = 500e6 }, own, [], 6);

        // ln(500e6/1.055e6) ≈ 6.16 over the least spread of 0.25
        Assert.Equal(24.6, baseline.Deviations!.Value, 0.3);
        Assert.Contains("12 hours", baseline.Reference);
    }

    [Fact]
    public void Few_hours_are_judged_by_peers_and_nothing_is_said_without_both()
    {
        var toObject = new Dictionary<long, double> { [5] = 50e6 };

        var byPeers = UploadBaseline.Measure(toObject, toObject, [1e6, 2e6, 1e6, 3e6, 2e6, 1e6], 6);
        var unknown = UploadBaseline.Measure(toObject, toObject, [1e6], 6);

        Assert.True(byPeers.Deviations > 4);
        Assert.Null(unknown.Deviations);
        Assert.Contains("only 1 hour of", unknown.Reference);
    }

    [Fact]
    public void Equal_hours_do_not_stand_out()
    {
        var own = Enumerable.Range(0, 12).ToDictionary(hour => (long)hour, _ => 40e6);

        var baseline = UploadBaseline.Measure(own.ToDictionary(hour => hour.Key, _ => 20e6), own, [], 6);

        Assert.True(baseline.Deviations < 1);
    }
}
