namespace Portal.Analysis.Detectors.Beaconing;

/// <summary>What the timing of one source and object says; stored, so that another threshold needs no second pass.</summary>
/// <param name="VisitCount">Visits at the finer dead time: the sample size, and the row of the null table.</param>
/// <param name="DeadSeconds">The dead time of the visits that were used.</param>
/// <param name="Comb">The comb-renewal fit; null with fewer than three gaps.</param>
/// <param name="PValue">Chance of so much evidence from traffic without a timer; 1 where there was no fit.</param>
public sealed record TimingResult(int VisitCount, double DeadSeconds, CombFit? Comb, double PValue)
{
    /// <summary>Starts of the visits that were used, nanoseconds since 1970 UTC.</summary>
    public required IReadOnlyList<long> Starts { get; init; }

    /// <summary>Starts of the visits at the finer dead time; the same list where that one was used.</summary>
    public required IReadOnlyList<long> FineStarts { get; init; }

    /// <summary>Without the times, for a pair that nothing more is asked about.</summary>
    public TimingResult WithoutTimes() => this with { Starts = [], FineStarts = [] };
}
