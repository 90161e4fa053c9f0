namespace Portal.Analysis.Detectors.Beaconing;

/// <summary>
/// The null hypothesis of the comb-renewal test: gaps drawn from an exponential, a broad log-normal, a clustered gamma or a
/// mixture of two exponentials, each also shifted by the dead time of the visits, each also with a share of gaps that are
/// uniform in the logarithm.
/// </summary>
internal static class AperiodicModel
{
    /// <summary>Uniform in the logarithm over all gaps that a histogram can hold.</summary>
    public static readonly double LogUniformScale = 1 / Math.Log(GapHistogram.MaxSeconds / GapHistogram.MinSeconds);

    /// <summary>A log-normal narrower than this looks like a timer, which is the other hypothesis.</summary>
    private const double MinLogDeviation = 0.75;

    /// <summary>So does a gamma of a higher shape.</summary>
    private const double MaxGammaShape = 1.25;

    private const double MinShiftedSeconds = 0.05;
    private const int Refits = 3;
    private const int MixtureSteps = 25;
    private static readonly double[] s_outsideShares = [0, 0.01, 0.08, 0.2];

    private delegate double[] Fit(double[] values, double[] weights);

    private static readonly (string Name, int Parameters, Fit Fit)[] s_families =
    [
        ("exponential", 1, Exponential),
        ("log-normal", 2, LogNormal),
        ("gamma", 2, Gamma),
        ("two exponentials", 3, TwoExponentials),
    ];

    /// <summary>The best penalised log-likelihood (Schwarz: ½·k·ln n) and what reached it.</summary>
    /// <param name="gaps">At least one gap.</param>
    /// <param name="deadSeconds">No two visits are closer than this.</param>
    public static (double LogLikelihood, string Name) Best(GapHistogram gaps, double deadSeconds)
    {
        var best = double.NegativeInfinity;
        var name = "";
        var uniform = gaps.Centers.Select(gap => LogUniformScale / gap).ToArray();
        foreach (var shift in new[] { 0, deadSeconds })
        {
            var values = gaps.Centers.Select(gap => Math.Max(gap - shift, MinShiftedSeconds)).ToArray();
            foreach (var family in s_families)
            {
                foreach (var outside in s_outsideShares)
                {
                    var parameters = family.Parameters + (outside > 0 ? 1 : 0);
                    var likelihood =
                        LogLikelihood(values, gaps.Counts, uniform, family.Fit, outside)
                        - (0.5 * parameters * Math.Log(gaps.Total));
                    if (likelihood > best)
                    {
                        best = likelihood;
                        name = shift > 0 ? $"{family.Name} after {deadSeconds:0.#} s" : family.Name;
                    }
                }
            }
        }
        return (best, name);
    }

    /// <summary>
    /// Fits, then fits again with each gap weighted by how likely it belongs to the family and not to the outside share, so
    /// that a few nights do not stretch the whole.
    /// </summary>
    private static double LogLikelihood(double[] values, double[] counts, double[] uniform, Fit fit, double outside)
    {
        var weights = counts;
        var best = double.NegativeInfinity;
        for (var round = 0; round <= (outside > 0 ? Refits : 0); round++)
        {
            var density = fit(values, weights);
            var next = new double[values.Length];
            var sum = 0.0;
            for (var bin = 0; bin < values.Length; bin++)
            {
                var inside = (1 - outside) * density[bin];
                var all = inside + (outside * uniform[bin]);
                if (all <= 0)
                {
                    return best;
                }
                sum += counts[bin] * Math.Log(all);
                next[bin] = counts[bin] * inside / all;
            }
            best = Math.Max(best, sum);
            weights = next;
        }
        return best;
    }

    private static double[] Exponential(double[] values, double[] weights)
    {
        var mean = Mean(values, weights);
        return [.. values.Select(value => Math.Exp(-value / mean) / mean)];
    }

    private static double[] LogNormal(double[] values, double[] weights)
    {
        var total = Math.Max(weights.Sum(), 1e-9);
        var mean = 0.0;
        var square = 0.0;
        for (var bin = 0; bin < values.Length; bin++)
        {
            var log = Math.Log(values[bin]);
            mean += weights[bin] * log / total;
            square += weights[bin] * log * log / total;
        }
        var deviation = Math.Max(MinLogDeviation, Math.Sqrt(Math.Max(0, square - (mean * mean))));
        return
        [
            .. values.Select(value =>
            {
                var z = (Math.Log(value) - mean) / deviation;
                return Math.Exp(-0.5 * z * z) / (value * deviation * Math.Sqrt(2 * Math.PI));
            }),
        ];
    }

    /// <summary>Shape by Minka's approximation of the maximum likelihood.</summary>
    private static double[] Gamma(double[] values, double[] weights)
    {
        var mean = Mean(values, weights);
        var total = Math.Max(weights.Sum(), 1e-9);
        var meanLog = 0.0;
        for (var bin = 0; bin < values.Length; bin++)
        {
            meanLog += weights[bin] * Math.Log(values[bin]) / total;
        }
        var s = Math.Max(1e-6, Math.Log(mean) - meanLog);
        var shape = (3 - s + Math.Sqrt(((s - 3) * (s - 3)) + (24 * s))) / (12 * s);
        shape = Math.Clamp(shape, 0.05, MaxGammaShape);
        var scale = mean / shape;
        var constant = -LogGamma(shape) - (shape * Math.Log(scale));
        return [.. values.Select(value => Math.Exp(constant + ((shape - 1) * Math.Log(value)) - (value / scale)))];
    }

    /// <summary>Expectation-maximisation from the two halves.</summary>
    private static double[] TwoExponentials(double[] values, double[] weights)
    {
        var mean = Mean(values, weights);
        var (share, fast, slow) = (0.5, mean / 4, mean * 2);
        for (var step = 0; step < MixtureSteps; step++)
        {
            double sumFast = 0,
                sumSlow = 0,
                timeFast = 0,
                timeSlow = 0;
            for (var bin = 0; bin < values.Length; bin++)
            {
                var one = share * Math.Exp(-values[bin] / fast) / fast;
                var other = (1 - share) * Math.Exp(-values[bin] / slow) / slow;
                var belongs = one + other > 0 ? one / (one + other) : 0;
                sumFast += weights[bin] * belongs;
                timeFast += weights[bin] * belongs * values[bin];
                sumSlow += weights[bin] * (1 - belongs);
                timeSlow += weights[bin] * (1 - belongs) * values[bin];
            }
            share = Math.Clamp(sumFast / Math.Max(1e-9, sumFast + sumSlow), 0.001, 0.999);
            fast = Math.Max(MinShiftedSeconds, timeFast / Math.Max(1e-9, sumFast));
            slow = Math.Max(MinShiftedSeconds, timeSlow / Math.Max(1e-9, sumSlow));
        }
        return
        [
            .. values.Select(value =>
                (share * Math.Exp(-value / fast) / fast) + ((1 - share) * Math.Exp(-value / slow) / slow)
            ),
        ];
    }

    private static double Mean(double[] values, double[] weights)
    {
        var sum = 0.0;
        var total = 0.0;
        for (var bin = 0; bin < values.Length; bin++)
        {
            sum += weights[bin] * values[bin];
            total += weights[bin];
        }
        return Math.Max(MinShiftedSeconds, sum / Math.Max(1e-9, total));
    }

    /// <summary>Stirling's series after shifting the argument above 7; good to 1e-10 for positive arguments.</summary>
    private static double LogGamma(double x)
    {
        var shift = 0.0;
        while (x < 7)
        {
            shift -= Math.Log(x);
            x++;
        }
        var inverse = 1 / x;
        var square = inverse * inverse;
        return shift
            + ((x - 0.5) * Math.Log(x))
            - x
            + (0.5 * Math.Log(2 * Math.PI))
            + (inverse * ((1.0 / 12) - (square * ((1.0 / 360) - (square / 1260)))));
    }
}
