using Portal.Analysis.Findings;

namespace Portal.Analysis.Detectors.Beaconing;

/// <summary>Draws the gaps of a pair as a histogram, and its visits.</summary>
internal static class BeaconChart
{
    private const int Bins = 40;
    private const int MaxTimes = 512;

    /// <summary>Linear bins up to a little beyond the fourth beat; the last one holds all longer gaps.</summary>
    public static IntervalChart? Draw(IReadOnlyList<long> starts, double? period)
    {
        var gaps = Visits.Gaps(starts).ToList();
        if (gaps.Count == 0)
        {
            return null;
        }
        var longest = gaps.Max();
        var end = Math.Min(longest, period is { } beat ? 4.5 * beat : longest);
        var edges = Enumerable.Range(0, Bins).Select(bin => end * bin / Bins).Append(Math.Max(longest, end)).ToArray();
        var counts = new long[Bins];
        foreach (var gap in gaps)
        {
            counts[Math.Min(Bins - 1, (int)(gap / end * Bins))]++;
        }
        var step = Math.Max(1, (starts.Count + MaxTimes - 1) / MaxTimes);
        return new IntervalChart(
            [.. edges.Select(edge => SignificantDigits.Round(edge))],
            counts,
            [.. starts.Where((_, index) => index % step == 0)]
        );
    }
}
