namespace Portal.Analysis.Detectors.Beaconing;

/// <summary>How alike the sizes of the exchanges are: programs repeat themselves, people do not.</summary>
/// <param name="Share">Share of requests within 2 % or 16 bytes of the most frequent size.</param>
/// <param name="ModeBytes">The most frequent size of a request.</param>
/// <param name="PairEntropyBits">Entropy of the pairs of request and response size; 0 when all are equal.</param>
public readonly record struct SizeRegularity(double Share, double ModeBytes, double PairEntropyBits)
{
    private const double Tolerance = 0.02;
    private const double ToleranceBytes = 16;

    /// <summary>Null where no size is known.</summary>
    public static SizeRegularity? Measure(IReadOnlyList<(double Request, double Response)> sizes)
    {
        if (sizes.Count == 0)
        {
            return null;
        }
        var requests = sizes.Select(size => size.Request).Order().ToArray();
        var (mode, within) = (0.0, 0);
        var first = 0;
        var last = 0;
        foreach (var center in requests)
        {
            var reach = Math.Max(ToleranceBytes, Tolerance * center);
            while (requests[first] < center - reach)
            {
                first++;
            }
            while (last < requests.Length && requests[last] <= center + reach)
            {
                last++;
            }
            if (last - first > within)
            {
                (mode, within) = (center, last - first);
            }
        }
        var entropy = sizes
            .GroupBy(size => size)
            .Select(group => (double)group.Count() / sizes.Count)
            .OrderDescending()
            .Sum(share => -share * Math.Log2(share));
        return new SizeRegularity((double)within / requests.Length, mode, entropy);
    }
}
