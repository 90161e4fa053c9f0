namespace Portal.Analysis.Detectors.LateralMovement;

/// <summary>
/// How far each of many amounts lies above the others: robust standard deviations (1.4826 times the median absolute
/// deviation) of ln(1 + bytes) above the median of all but itself. Sorted once, each answer takes a binary search: a worm
/// that reaches every host of a network has as many peers as targets.
/// </summary>
internal sealed class PeerAmounts
{
    /// <summary>Makes the median absolute deviation of a normal distribution its standard deviation.</summary>
    private const double NormalConsistency = 1.4826;

    private readonly double[] _logs;

    /// <param name="amounts">Bytes, in any order, not negative.</param>
    public PeerAmounts(IEnumerable<long> amounts)
    {
        _logs = [.. amounts.Select(Log)];
        Array.Sort(_logs);
    }

    /// <param name="amount">One of the amounts; it is no peer of itself.</param>
    /// <param name="minPeers">With fewer peers there is no answer, at least 1.</param>
    /// <param name="leastSpread">Spread below which nobody's amounts are; else equal peers would make everything unusual.</param>
    /// <returns>Null with too few peers.</returns>
    public double? Deviations(long amount, int minPeers, double leastSpread)
    {
        var own = Array.BinarySearch(_logs, Log(amount));
        var peers = new Peers(_logs, own < 0 ? _logs.Length : own);
        if (peers.Count < minPeers)
        {
            return null;
        }
        var median = Middle(peers.Count, index => peers[index]);
        var spread = NormalConsistency * Middle(peers.Count, index => peers.Distance(index, median));
        return (Log(amount) - median) / Math.Max(spread, leastSpread);
    }

    private static double Log(long amount) => Math.Log(1 + amount);

    private static double Middle(int count, Func<int, double> ordered) =>
        count % 2 == 1 ? ordered(count / 2) : (ordered((count / 2) - 1) + ordered(count / 2)) / 2;

    /// <summary>The sorted values without one of them.</summary>
    private sealed class Peers(double[] sorted, int left)
    {
        public int Count => left < sorted.Length ? sorted.Length - 1 : sorted.Length;

        public double this[int index] => sorted[index < left ? index : index + 1];

        /// <summary>
        /// The distance from <paramref name="center"/> of which so many are smaller. The distances below and above the center
        /// are two sorted sequences: the search finds how many of the nearest lie below it.
        /// </summary>
        public double Distance(int rank, double center)
        {
            var above = Ordered.CountWhile(Count, index => this[index] < center);
            var (least, most) = (Math.Max(0, rank - (Count - above)), Math.Min(above, rank));
            while (least < most)
            {
                var below = (least + most + 1) / 2;
                // The farthest of those below must not be farther than the next one above.
                if (center - this[above - below] <= Next(above + rank - below, center))
                {
                    least = below;
                }
                else
                {
                    most = below - 1;
                }
            }
            var lower = least < above ? Math.Abs(this[above - least - 1] - center) : double.PositiveInfinity;
            return Math.Min(lower, Next(above + rank - least, center));
        }

        private double Next(int index, double center) =>
            index < Count ? Math.Abs(this[index] - center) : double.PositiveInfinity;
    }
}
