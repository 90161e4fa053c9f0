using FsCheck.Xunit;
using Portal.Analysis.Detectors.LateralMovement;

namespace Portal.Analysis.Tests.Detectors.LateralMovement;

public sealed class PeerAmountsTests
{
    private const double LeastSpread = 0.25;

    [Property(MaxTest = 300)]
    public void It_answers_as_sorting_the_others_for_each_amount_does(ushort[] drawn, bool isCoarse)
    {
        // Coarse amounts are equal often, which is where an order is easily wrong.
        var amounts = drawn.Select(value => isCoarse ? (long)value % 5 * 1000 : value * 977L).ToList();

        var peers = new PeerAmounts(amounts);

        Assert.All(amounts, amount => Assert.Equal(Plain(amounts, amount), peers.Deviations(amount, 3, LeastSpread)));
    }

    [Fact]
    public void The_most_unusual_of_a_hundred_thousand_is_the_largest()
    {
        var amounts = Enumerable.Range(0, 100_000).Select(index => index * 7919L % 100_003).ToList();
        var peers = new PeerAmounts(amounts);

        var highest = amounts.Max(amount => peers.Deviations(amount, 3, LeastSpread));

        Assert.Equal(peers.Deviations(amounts.Max(), 3, LeastSpread), highest);
    }

    private static double? Plain(List<long> amounts, long amount)
    {
        var others = amounts.ToList();
        others.Remove(amount);
        if (others.Count < 3)
        {
            return null;
        }
        var logs = others.Select(value => Math.Log(1 + value)).Order().ToList();
        var median = Median(logs);
        var spread = 1.4826 * Median([.. logs.Select(value => Math.Abs(value - median)).Order()]);
        return (Math.Log(1 + amount) - median) / Math.Max(spread, LeastSpread);
    }

    private static double Median(List<double> sorted) =>
        sorted.Count % 2 == 1
            ? sorted[sorted.Count / 2]
            : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
}
