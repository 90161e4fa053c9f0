using Portal.Traffic;

namespace Portal.Analysis.Detectors.OutboundTransfers;

/// <summary>How far the host's busiest hour of upload stands out, and against what.</summary>
/// <param name="Deviations">Robust z: (y − median) / max(1.4826·MAD, 0.25) of y = ln(1 + bytes); null if not evaluable.</param>
/// <param name="Reference">For example <c>its 22 other hours</c>; or why it cannot be told.</param>
/// <param name="CumulativeSum">Highest one-sided cumulative sum of the hours (k = 0.5): many small uploads add up.</param>
public readonly record struct UploadBaseline(double? Deviations, string Reference, double CumulativeSum)
{
    private const double MinSpread = 0.25;
    private const double Slack = 0.5;

    /// <param name="toObject">Hour and bytes that the host sent to the object.</param>
    /// <param name="own">Hour and bytes that the host sent outside, all objects.</param>
    /// <param name="peers">Bytes of the busiest hour of each other internal host.</param>
    /// <param name="minReferences">Values below which nothing can be said.</param>
    public static UploadBaseline Measure(
        IReadOnlyDictionary<long, double> toObject,
        IReadOnlyDictionary<long, double> own,
        IReadOnlyCollection<double> peers,
        int minReferences
    )
    {
        var peak = toObject.Values.DefaultIfEmpty().Max();
        // What the host sends besides: its hours less what went to the object.
        var others = own.Select(hour => hour.Value - toObject.GetValueOrDefault(hour.Key)).ToList();
        if (others.Count >= minReferences)
        {
            return new UploadBaseline(
                Robust(peak, others),
                $"what the host sent elsewhere in {Plural.Of(others.Count, "hour", "hours")}",
                CumulativeSums(own, others)
            );
        }
        return peers.Count >= minReferences
            ? new UploadBaseline(
                Robust(peak, peers),
                $"the busiest hours of {Plural.Of(peers.Count, "other internal host", "other internal hosts")}",
                0
            )
            : new UploadBaseline(
                null,
                $"only {Plural.Of(others.Count, "hour", "hours")} of the host and {Plural.Of(peers.Count, "other host", "other hosts")} were seen",
                0
            );
    }

    private static double Robust(double value, IReadOnlyCollection<double> reference)
    {
        var logs = reference.Select(Log).Order().ToArray();
        var median = Median(logs);
        var spread = Median([.. logs.Select(log => Math.Abs(log - median)).Order()]);
        return (Log(value) - median) / Math.Max(1.4826 * spread, MinSpread);
    }

    private static double CumulativeSums(IReadOnlyDictionary<long, double> own, List<double> others)
    {
        var logs = others.Select(Log).Order().ToArray();
        var median = Median(logs);
        var spread = Math.Max(1.4826 * Median([.. logs.Select(log => Math.Abs(log - median)).Order()]), MinSpread);
        var sum = 0.0;
        var highest = 0.0;
        foreach (var hour in own.OrderBy(hour => hour.Key))
        {
            sum = Math.Max(0, sum + ((Log(hour.Value) - median) / spread) - Slack);
            highest = Math.Max(highest, sum);
        }
        return highest;
    }

    private static double Log(double bytes) => Math.Log(1 + Math.Max(0, bytes));

    private static double Median(double[] sorted) =>
        sorted.Length % 2 == 1
            ? sorted[sorted.Length / 2]
            : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
}
