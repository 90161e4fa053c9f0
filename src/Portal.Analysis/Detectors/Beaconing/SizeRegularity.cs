using System.Runtime.InteropServices;

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
        var requests = new double[sizes.Count];
        var pairs = new Dictionary<(double Request, double Response), int>();
        for (var index = 0; index < requests.Length; index++)
        {
            requests[index] = sizes[index].Request;
            CollectionsMarshal.GetValueRefOrAddDefault(pairs, sizes[index], out _)++;
        }
        Array.Sort(requests);
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
        return new SizeRegularity((double)within / requests.Length, mode, Entropy([.. pairs.Values], sizes.Count));
    }

    private static double Entropy(int[] counts, int total)
    {
        // In one order, so that the sum does not depend on which pair came first.
        Array.Sort(counts);
        var bits = 0.0;
        for (var index = counts.Length - 1; index >= 0; index--)
        {
            var share = (double)counts[index] / total;
            bits += -share * Math.Log2(share);
        }
        return bits;
    }
}
