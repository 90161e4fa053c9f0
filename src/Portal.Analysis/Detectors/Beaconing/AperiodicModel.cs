using System.Runtime.Intrinsics;

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
    private const int Refits = 2;
    private const int MixtureSteps = 15;
    private const int Lanes = 4;
    private static readonly double[] s_outsideShares = [0, 0.01, 0.08, 0.2];

    private delegate void Fit(Sample sample, double[] weights, double[] density);

    private static readonly (string Name, int Parameters, Fit Fit)[] s_quickFamilies =
    [
        ("exponential", 1, Exponential),
        ("log-normal", 2, LogNormal),
    ];

    private static readonly (string Name, int Parameters, Fit Fit)[] s_slowFamilies =
    [
        ("gamma", 2, Gamma),
        ("two exponentials", 3, TwoExponentials),
    ];

    /// <summary>The best of the two families that cost little.</summary>
    public static (double LogLikelihood, string Name) Quick(GapHistogram gaps, double deadSeconds) =>
        Best(gaps, deadSeconds, s_quickFamilies);

    /// <summary>The best penalised log-likelihood (Schwarz: ½·k·ln n) and what reached it.</summary>
    /// <param name="gaps">At least one gap.</param>
    /// <param name="deadSeconds">No two visits are closer than this.</param>
    /// <param name="quick">What <see cref="Quick"/> gave.</param>
    public static (double LogLikelihood, string Name) Best(
        GapHistogram gaps,
        double deadSeconds,
        (double LogLikelihood, string Name) quick
    )
    {
        var slow = Best(gaps, deadSeconds, s_slowFamilies);
        return slow.LogLikelihood > quick.LogLikelihood ? slow : quick;
    }

    private static (double LogLikelihood, string Name) Best(
        GapHistogram gaps,
        double deadSeconds,
        (string Name, int Parameters, Fit Fit)[] families
    )
    {
        var best = double.NegativeInfinity;
        var name = "";
        foreach (var shift in (double[])[0, deadSeconds])
        {
            var sample = new Sample(gaps, shift);
            foreach (var family in families)
            {
                foreach (var outside in s_outsideShares)
                {
                    var parameters = family.Parameters + (outside > 0 ? 1 : 0);
                    var likelihood =
                        LogLikelihood(sample, family.Fit, outside) - (0.5 * parameters * Math.Log(gaps.Total));
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
    private static double LogLikelihood(Sample sample, Fit fit, double outside)
    {
        var weights = sample.Counts;
        var density = new double[sample.Counts.Length];
        var best = double.NegativeInfinity;
        for (var round = 0; round <= (outside > 0 ? Refits : 0); round++)
        {
            fit(sample, weights, density);
            var next = new double[density.Length];
            var sum = 0.0;
            for (var bin = 0; bin < sample.Bins; bin++)
            {
                var inside = (1 - outside) * density[bin];
                var all = inside + (outside * sample.Uniform[bin]);
                if (all <= 0)
                {
                    return best;
                }
                sum += sample.Counts[bin] * Math.Log(all);
                next[bin] = sample.Counts[bin] * inside / all;
            }
            best = Math.Max(best, sum);
            weights = next;
        }
        return best;
    }

    private static void Exponential(Sample sample, double[] weights, double[] density)
    {
        var mean = sample.Mean(weights);
        Exp(sample.Values, -1 / mean, -Math.Log(mean), density);
    }

    private static void LogNormal(Sample sample, double[] weights, double[] density)
    {
        var (mean, deviation) = sample.LogMoments(weights);
        deviation = Math.Max(MinLogDeviation, deviation);
        var constant = -Math.Log(deviation * Math.Sqrt(2 * Math.PI));
        for (var bin = 0; bin < density.Length; bin++)
        {
            var z = (sample.Logs[bin] - mean) / deviation;
            density[bin] = constant - (0.5 * z * z) - sample.Logs[bin];
        }
        Exp(density, 1, 0, density);
    }

    /// <summary>Shape by Minka's approximation of the maximum likelihood.</summary>
    private static void Gamma(Sample sample, double[] weights, double[] density)
    {
        var mean = sample.Mean(weights);
        var s = Math.Max(1e-6, Math.Log(mean) - sample.LogMoments(weights).Mean);
        var shape = (3 - s + Math.Sqrt(((s - 3) * (s - 3)) + (24 * s))) / (12 * s);
        shape = Math.Clamp(shape, 0.05, MaxGammaShape);
        var scale = mean / shape;
        var constant = -LogGamma(shape) - (shape * Math.Log(scale));
        for (var bin = 0; bin < density.Length; bin++)
        {
            density[bin] = constant + ((shape - 1) * sample.Logs[bin]) - (sample.Values[bin] / scale);
        }
        Exp(density, 1, 0, density);
    }

    /// <summary>Expectation-maximisation from the two halves.</summary>
    private static void TwoExponentials(Sample sample, double[] weights, double[] density)
    {
        var mean = sample.Mean(weights);
        var (share, fast, slow) = (0.5, mean / 4, mean * 2);
        var one = new double[density.Length];
        for (var step = 0; step <= MixtureSteps; step++)
        {
            Exp(sample.Values, -1 / fast, Math.Log(share / fast), one);
            Exp(sample.Values, -1 / slow, Math.Log((1 - share) / slow), density);
            if (step == MixtureSteps)
            {
                break;
            }
            double sumFast = 0,
                sumSlow = 0,
                timeFast = 0,
                timeSlow = 0;
            for (var bin = 0; bin < sample.Bins; bin++)
            {
                var both = one[bin] + density[bin];
                var belongs = both > 0 ? weights[bin] * one[bin] / both : 0;
                sumFast += belongs;
                timeFast += belongs * sample.Values[bin];
                sumSlow += weights[bin] - belongs;
                timeSlow += (weights[bin] - belongs) * sample.Values[bin];
            }
            share = Math.Clamp(sumFast / Math.Max(1e-9, sumFast + sumSlow), 0.001, 0.999);
            fast = Math.Max(MinShiftedSeconds, timeFast / Math.Max(1e-9, sumFast));
            slow = Math.Max(MinShiftedSeconds, timeSlow / Math.Max(1e-9, sumSlow));
        }
        for (var bin = 0; bin < density.Length; bin++)
        {
            density[bin] += one[bin];
        }
    }

    /// <summary>exp(factor·x + constant) for each x; the arrays may be the same.</summary>
    private static void Exp(double[] values, double factor, double constant, double[] result)
    {
        var scale = Vector256.Create(factor);
        var shift = Vector256.Create(constant);
        for (var bin = 0; bin < values.Length; bin += Lanes)
        {
            Vector256.Exp((Vector256.Create<double>(values.AsSpan(bin)) * scale) + shift).CopyTo(result.AsSpan(bin));
        }
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

    /// <summary>The gaps less a dead time, with their logarithms; padded with bins of no weight.</summary>
    private sealed class Sample
    {
        public Sample(GapHistogram gaps, double shift)
        {
            Bins = gaps.Centers.Length;
            var padded = (Bins + Lanes - 1) / Lanes * Lanes;
            Values = new double[padded];
            Logs = new double[padded];
            Counts = new double[padded];
            Uniform = new double[padded];
            Array.Fill(Values, 1);
            gaps.Counts.CopyTo(Counts, 0);
            for (var bin = 0; bin < Bins; bin++)
            {
                Values[bin] = Math.Max(gaps.Centers[bin] - shift, MinShiftedSeconds);
                Logs[bin] = Math.Log(Values[bin]);
                Uniform[bin] = LogUniformScale / gaps.Centers[bin];
            }
        }

        public int Bins { get; }
        public double[] Values { get; }
        public double[] Logs { get; }
        public double[] Counts { get; }
        public double[] Uniform { get; }

        public double Mean(double[] weights)
        {
            var sum = 0.0;
            var total = 0.0;
            for (var bin = 0; bin < Bins; bin++)
            {
                sum += weights[bin] * Values[bin];
                total += weights[bin];
            }
            return Math.Max(MinShiftedSeconds, sum / Math.Max(1e-9, total));
        }

        public (double Mean, double Deviation) LogMoments(double[] weights)
        {
            var total = 0.0;
            var sum = 0.0;
            var square = 0.0;
            for (var bin = 0; bin < Bins; bin++)
            {
                total += weights[bin];
                sum += weights[bin] * Logs[bin];
                square += weights[bin] * Logs[bin] * Logs[bin];
            }
            total = Math.Max(total, 1e-9);
            var mean = sum / total;
            return (mean, Math.Sqrt(Math.Max(0, (square / total) - (mean * mean))));
        }
    }
}
