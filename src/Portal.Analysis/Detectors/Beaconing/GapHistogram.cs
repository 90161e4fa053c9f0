namespace Portal.Analysis.Detectors.Beaconing;

/// <summary>
/// Gaps between visits in logarithmic bins 3 % apart, each kept as its count and the mean of its gaps: a test on it costs
/// the same for a hundred gaps as for a million.
/// </summary>
public sealed class GapHistogram
{
    /// <summary>Shorter gaps belong to one visit.</summary>
    public const double MinSeconds = 0.5;

    /// <summary>Longer gaps count as a day: nights and week-ends say "pause", not how long.</summary>
    public const double MaxSeconds = 86_400;

    private const double LogRatio = 0.029558802241544404; // ln 1.03

    private GapHistogram(double[] centers, double[] counts, int total)
    {
        Centers = centers;
        Counts = counts;
        Total = total;
    }

    /// <summary>Mean gap of each bin in seconds, ascending.</summary>
    public double[] Centers { get; }
    public double[] Counts { get; }
    public int Total { get; }

    public static GapHistogram Create(IEnumerable<double> gapsSeconds)
    {
        var bins = (int)(Math.Log(MaxSeconds / MinSeconds) / LogRatio) + 2;
        var sums = new double[bins];
        var counts = new int[bins];
        var total = 0;
        foreach (var gap in gapsSeconds)
        {
            var clamped = Math.Clamp(gap, MinSeconds, MaxSeconds);
            var bin = (int)(Math.Log(clamped / MinSeconds) / LogRatio);
            sums[bin] += clamped;
            counts[bin]++;
            total++;
        }
        var filled = Enumerable.Range(0, bins).Where(bin => counts[bin] > 0).ToArray();
        return new GapHistogram(
            [.. filled.Select(bin => sums[bin] / counts[bin])],
            [.. filled.Select(bin => (double)counts[bin])],
            total
        );
    }

    /// <summary>The gap below which this share of the gaps lies.</summary>
    public double Quantile(double share)
    {
        var wanted = share * Total;
        var seen = 0.0;
        for (var bin = 0; bin < Counts.Length; bin++)
        {
            seen += Counts[bin];
            if (seen >= wanted)
            {
                return Centers[bin];
            }
        }
        return Centers[^1];
    }

    /// <summary>The most frequent gaps: means of neighbouring bins, fullest first, not closer than 10 %.</summary>
    public List<double> Modes(int count)
    {
        var peaks = new List<(double Weight, double Center)>(Counts.Length);
        for (var bin = 0; bin < Counts.Length; bin++)
        {
            var weight = 0.0;
            var sum = 0.0;
            for (var near = Math.Max(0, bin - 2); near <= Math.Min(Counts.Length - 1, bin + 2); near++)
            {
                if (Math.Abs(Math.Log(Centers[near] / Centers[bin])) <= 1.5 * LogRatio)
                {
                    weight += Counts[near];
                    sum += Counts[near] * Centers[near];
                }
            }
            peaks.Add((weight, sum / weight));
        }
        var modes = new List<double>();
        foreach (var (_, center) in peaks.OrderByDescending(peak => peak.Weight).ThenBy(peak => peak.Center))
        {
            if (modes.Count == count)
            {
                break;
            }
            if (modes.TrueForAll(mode => Math.Abs(Math.Log(mode / center)) > 0.1))
            {
                modes.Add(center);
            }
        }
        return modes;
    }
}
