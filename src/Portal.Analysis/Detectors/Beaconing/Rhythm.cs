namespace Portal.Analysis.Detectors.Beaconing;

/// <summary>Period and jitter as an analyst would read them off the gaps that lie around one beat.</summary>
/// <param name="PeriodSeconds">Mean of these gaps.</param>
/// <param name="JitterShare">Half width of the uniform law of the same spread: the ± that implants are set to.</param>
public readonly record struct Rhythm(double PeriodSeconds, double JitterShare)
{
    private const int MinGaps = 3;

    public static Rhythm? Measure(IReadOnlyList<long> starts, double period, double deviation)
    {
        var reach = Math.Clamp(4 * deviation, 0.1, 0.48);
        var gaps = Visits.Gaps(starts).Where(gap => Math.Abs(gap - period) <= (reach * period) + 1).ToList();
        if (gaps.Count < MinGaps)
        {
            return null;
        }
        var mean = gaps.Average();
        var spread = Math.Sqrt(gaps.Sum(gap => (gap - mean) * (gap - mean)) / (gaps.Count - 1));
        return new Rhythm(mean, Math.Sqrt(3) * spread / mean);
    }
}
