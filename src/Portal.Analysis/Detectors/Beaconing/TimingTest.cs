namespace Portal.Analysis.Detectors.Beaconing;

/// <summary>The comb-renewal test at both dead times of visits, with its calibrated p-value.</summary>
public static class TimingTest
{
    /// <summary>Seconds: one keeps fast timers, the other joins check-ins of several connections and retries.</summary>
    public static readonly IReadOnlyList<double> DeadTimes = [1, 8];

    private const int FewVisits = 8;

    /// <param name="times">Event times in nanoseconds, ascending.</param>
    /// <param name="table">The null table; null while the table itself is being drawn.</param>
    public static TimingResult Run(IReadOnlyList<long> times, NullTable? table)
    {
        List<long> best = [];
        List<long> fine = [];
        CombFit? fit = null;
        var dead = DeadTimes[0];
        foreach (var quiet in DeadTimes)
        {
            var starts = Visits.Starts(times, quiet);
            if (quiet == DeadTimes[0])
            {
                (best, fine) = (starts, starts);
            }
            else if (starts.Count == fine.Count)
            {
                break;
            }
            if (!IsWorthIt(starts))
            {
                continue;
            }
            var other = CombRenewalTest.Run(GapHistogram.Create(Visits.Gaps(starts)), quiet);
            if (other is { } tried && (fit is null || tried.Evidence > fit.Value.Evidence))
            {
                (fit, best, dead) = (tried, starts, quiet);
            }
        }
        var pValue = fit is { } found && table is not null ? table.PValue(fine.Count, found.Evidence) : 1;
        return new TimingResult(fine.Count, dead, fit, pValue) { Starts = best, FineStarts = fine };
    }

    /// <summary>A handful of visits is only ever watched when its gaps are alike.</summary>
    private static bool IsWorthIt(List<long> starts)
    {
        if (starts.Count >= FewVisits)
        {
            return true;
        }
        var gaps = Visits.Gaps(starts).ToList();
        return gaps.Count > 0 && gaps.Max() <= 2 * gaps.Min();
    }
}
