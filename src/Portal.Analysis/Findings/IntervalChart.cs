namespace Portal.Analysis.Findings;

/// <summary>The picture of a finding over time: a histogram of the gaps between events and the events themselves.</summary>
/// <param name="BinEdgesSeconds">Ascending; one more than <paramref name="Counts"/>.</param>
/// <param name="Counts">Gaps in each bin.</param>
/// <param name="EventTimes">At most 512 event times in nanoseconds since 1970 UTC, evenly chosen.</param>
public sealed record IntervalChart(
    IReadOnlyList<double> BinEdgesSeconds,
    IReadOnlyList<long> Counts,
    IReadOnlyList<long> EventTimes
);
