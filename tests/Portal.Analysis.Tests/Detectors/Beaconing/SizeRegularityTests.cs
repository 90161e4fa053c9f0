using Portal.Analysis.Detectors.Beaconing;

namespace Portal.Analysis.Tests.Detectors.Beaconing;

public sealed class SizeRegularityTests
{
    [Fact]
    public void Equal_exchanges_are_wholly_regular()
    {
        var size = SizeRegularity.Measure([.. Enumerable.Repeat((500.0, 1200.0), 20)])!.Value;

        Assert.Equal((1, 500, 0), (size.Share, size.ModeBytes, size.PairEntropyBits));
    }

    [Fact]
    public void Counts_the_share_around_the_most_frequent_size()
    {
        var size = SizeRegularity.Measure([(100, 1), (110, 1), (116, 1), (4000, 1)])!.Value;

        Assert.Equal(0.75, size.Share);
        Assert.Equal(2, size.PairEntropyBits, 1e-9);
    }

    [Fact]
    public void Nothing_is_not_measured()
    {
        Assert.Null(SizeRegularity.Measure([]));
    }
}
