namespace Portal.Analysis.Detectors.Beaconing;

/// <summary>
/// The beacon score of RITA v5, from its published formulas, so that people who know RITA can compare: a quarter each for
/// the regularity of gaps, the regularity of sizes, the hourly histogram and the duration.
/// </summary>
public static class RitaScore
{
    /// <summary>RITA looks at the last day only, in bars of an hour.</summary>
    public const int Bars = 24;

    /// <summary>Fewer distinct seconds are not scored.</summary>
    public const int MinTimestamps = 4;

    private const double MinSpread = 10;
    private const int MinBimodalBars = 11;
    private const double BarTolerance = 0.05;
    private const int MinDurationBars = 6;
    private const double IdealRun = 12;

    /// <summary>The whole score; null where RITA would not score.</summary>
    /// <param name="seconds">Distinct whole seconds of the connections, ascending, within the day before the end.</param>
    /// <param name="sizes">Bytes sent by the source, one a connection.</param>
    /// <param name="first">First second of the data set.</param>
    /// <param name="last">Last second of the data set.</param>
    public static double? Score(IReadOnlyList<long> seconds, IReadOnlyList<double> sizes, long first, long last)
    {
        if (seconds.Count < MinTimestamps || sizes.Count < MinTimestamps - 1)
        {
            return null;
        }
        var bars = Histogram(seconds, first, last);
        var total =
            Timestamps(seconds)
            + Statistical(sizes, 0)
            + HistogramScore(bars)
            + Duration(seconds[0], seconds[^1], first, last, bars);
        return Math.Round(total / 4, 3);
    }

    /// <summary>Regularity of the gaps between distinct seconds.</summary>
    public static double Timestamps(IReadOnlyList<long> seconds)
    {
        var gaps = new List<double>(seconds.Count);
        for (var index = 1; index < seconds.Count; index++)
        {
            if (seconds[index] != seconds[index - 1])
            {
                gaps.Add(seconds[index] - seconds[index - 1]);
            }
        }
        return Statistical(gaps, 1);
    }

    /// <summary>Mean of "not skewed" (Bowley) and "not spread" (median absolute deviation).</summary>
    /// <param name="values">At least one.</param>
    /// <param name="scoreBelowOne">What the second part is when the median is below 1.</param>
    public static double Statistical(IReadOnlyList<double> values, double scoreBelowOne)
    {
        if (values.Count == 0)
        {
            return 0;
        }
        var sorted = Sorted(values);
        var median = Median(sorted);
        var spread = MedianAbsoluteDeviation(values, median);
        var spreadScore = median < 1 ? scoreBelowOne : Math.Max(0, (median - spread) / median);
        return Math.Round((1 - Math.Abs(BowleySkew(sorted)) + spreadScore) / 2, 3);
    }

    /// <summary>(Q1 + Q3 − 2·Q2) / (Q3 − Q1) with quartiles as medians of the halves; 0 where it would mean nothing.</summary>
    public static double BowleySkew(IReadOnlyList<double> values) => BowleySkew(Sorted(values));

    public static double MedianAbsoluteDeviation(IReadOnlyList<double> values) =>
        MedianAbsoluteDeviation(values, Median(Sorted(values)));

    private static double BowleySkew(double[] sorted)
    {
        var half = sorted.Length / 2;
        var lower = Median(sorted.AsSpan(0, half));
        var upper = Median(sorted.AsSpan(sorted.Length - half));
        var middle = Median(sorted);
        return upper - lower < MinSpread || middle == lower || middle == upper
            ? 0
            : (lower + upper - (2 * middle)) / (upper - lower);
    }

    private static double MedianAbsoluteDeviation(IReadOnlyList<double> values, double median)
    {
        var deviations = new double[values.Count];
        for (var index = 0; index < deviations.Length; index++)
        {
            deviations[index] = Math.Abs(values[index] - median);
        }
        Array.Sort(deviations);
        return Median(deviations);
    }

    /// <summary>Flat, or of two heights only.</summary>
    public static double HistogramScore(IReadOnlyList<int> bars)
    {
        var mean = bars.Average();
        if (mean == 0)
        {
            return 0;
        }
        var deviation = Math.Sqrt(bars.Average(bar => (bar - mean) * (bar - mean)));
        var flat = Math.Max(0, 1 - (deviation / mean));
        return Math.Round(Math.Max(flat, BimodalScore(bars)), 3);
    }

    /// <summary>How much of the data set is covered, or how many hours in a row.</summary>
    public static double Duration(long firstSeen, long lastSeen, long first, long last, IReadOnlyList<int> bars)
    {
        if (bars.Count(bar => bar > 0) < MinDurationBars || last <= first)
        {
            return 0;
        }
        var coverage = (double)(lastSeen - firstSeen) / (last - first);
        return Math.Round(Math.Min(1, Math.Max(coverage, LongestRun(bars) / IdealRun)), 3);
    }

    public static int[] Histogram(IReadOnlyList<long> seconds, long first, long last)
    {
        var bars = new int[Bars];
        var width = Math.Max(1.0, (last - first) / (double)Bars);
        foreach (var second in seconds)
        {
            bars[Math.Clamp((int)((second - first) / width), 0, Bars - 1)]++;
        }
        return bars;
    }

    private static double BimodalScore(IReadOnlyList<int> bars)
    {
        var filled = bars.Where(bar => bar > 0).ToList();
        if (filled.Count < MinBimodalBars)
        {
            return 0;
        }
        var width = Math.Ceiling(BarTolerance * filled.Max());
        var groups = filled
            .GroupBy(bar => (int)(bar / width))
            .Select(group => group.Count())
            .OrderDescending()
            .Take(2)
            .Sum();
        return Math.Min(1, (double)groups / (filled.Count - 1));
    }

    /// <summary>Consecutive hours with traffic; the end of the day joins its beginning.</summary>
    private static int LongestRun(IReadOnlyList<int> bars)
    {
        var longest = 0;
        var run = 0;
        for (var index = 0; index < 2 * bars.Count; index++)
        {
            run = bars[index % bars.Count] > 0 ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }
        return Math.Min(longest, bars.Count);
    }

    private static double[] Sorted(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values];
        Array.Sort(sorted);
        return sorted;
    }

    private static double Median(ReadOnlySpan<double> sorted) =>
        sorted.Length == 0 ? 0
        : sorted.Length % 2 == 1 ? sorted[sorted.Length / 2]
        : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
}
