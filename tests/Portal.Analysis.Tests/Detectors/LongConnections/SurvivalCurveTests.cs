using Portal.Analysis.Detectors.LongConnections;

namespace Portal.Analysis.Tests.Detectors.LongConnections;

public sealed class SurvivalCurveTests
{
    /// <summary>The product-limit estimate worked by hand: 5 at risk, ends at 1 and 3, one cut at 2, two cut at 9.</summary>
    [Fact]
    public void Cut_connections_count_as_at_least_so_long()
    {
        var curve = new SurvivalCurve([(1, false, 1), (2, true, 1), (3, false, 1), (9, true, 2)]);

        Assert.Equal(1, curve.AtLeast(1));
        Assert.Equal(0.8, curve.AtLeast(2), 1e-9);
        Assert.Equal(0.8 * 2 / 3, curve.AtLeast(9), 1e-9);
    }

    [Fact]
    public void Is_never_smaller_than_the_sample_allows()
    {
        Assert.Equal(0.01, new SurvivalCurve([(1, false, 99)]).AtLeast(1000), 1e-9);
    }
}
