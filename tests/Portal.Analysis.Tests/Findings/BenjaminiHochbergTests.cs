using Portal.Analysis.Findings;

namespace Portal.Analysis.Tests.Findings;

public sealed class BenjaminiHochbergTests
{
    /// <summary>Worked by hand: q(i) = min over j ≥ i of p(j)·m/j.</summary>
    [Fact]
    public void Adjusts_as_worked_by_hand()
    {
        var adjusted = BenjaminiHochberg.Adjust([0.04, 0.001, 0.03, 0.5]);

        Assert.Equal([0.0533333, 0.004, 0.0533333, 0.5], adjusted.Select(value => Math.Round(value, 7)));
    }

    [Fact]
    public void One_test_is_not_adjusted()
    {
        Assert.Equal([0.02], BenjaminiHochberg.Adjust([0.02]));
    }

    [Fact]
    public void No_test_gives_nothing()
    {
        Assert.Empty(BenjaminiHochberg.Adjust([]));
    }
}
