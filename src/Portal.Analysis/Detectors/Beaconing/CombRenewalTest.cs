using System.Runtime.Intrinsics;

namespace Portal.Analysis.Detectors.Beaconing;

/// <summary>
/// Is there a timer behind the gaps? Likelihood ratio of a renewal comb (teeth at multiples of a period, for beats that
/// were missed, each tooth broader than the one before) against the best aperiodic model. Its read-out can be checked by
/// hand: period, jitter, missed share, share of gaps outside.
/// </summary>
public static class CombRenewalTest
{
    /// <summary>Beats missed in a row that the comb still explains, plus one.</summary>
    private const int Teeth = 8;

    private const int PeriodSteps = 64;

    /// <summary>Periods that are looked at on the whole grid; the others were looked at on a coarse one.</summary>
    private const int PromisingPeriods = 8;

    /// <summary>
    /// What the whole grid adds to the coarse one is less than this for any timer that it could find; a pair so far below is
    /// given up, which are most pairs.
    /// </summary>
    private const double HopelessEvidence = 10;
    private const double HopelessEvidenceEach = 0.1;

    /// <summary>Clock and network noise that no timer escapes: 0.35 s, and 0.4 % of the time since the last beat.</summary>
    private const double NoiseSeconds = 0.35;
    private const double RelativeNoise = 0.004;

    /// <summary>The model lets no beat be certain: this share of missed ones is its smallest.</summary>
    public const double LeastMissed = 0.02;

    private static readonly double[] s_jitters = [0, 0.02, 0.05, 0.09, 0.14, 0.2, 0.29];
    private static readonly double[] s_missed = [LeastMissed, 0.1, 0.2, 0.35, 0.5];
    private static readonly double[] s_outside = [0.01, 0.08, 0.2];

    /// <summary>Null where there are fewer than three gaps.</summary>
    /// <param name="gaps">Gaps between visits.</param>
    /// <param name="deadSeconds">No two visits are closer than this; the null models know it too.</param>
    public static CombFit? Run(GapHistogram gaps, double deadSeconds)
    {
        if (gaps.Total < 3)
        {
            return null;
        }
        var logCount = Math.Log(gaps.Total);
        var penalty = (2 * logCount) + Math.Log(PeriodSteps);
        var quick = AperiodicModel.Quick(gaps, deadSeconds);
        var search = new Search(gaps);
        var promising = Periods(gaps, deadSeconds)
            .Select(period => (Period: period, Likelihood: search.Glance(period)))
            .OrderByDescending(item => item.Likelihood)
            .Take(PromisingPeriods)
            .ToList();
        var atFirst = promising[0].Likelihood - penalty - quick.LogLikelihood;
        if (atFirst < -HopelessEvidence - (HopelessEvidenceEach * gaps.Total))
        {
            return new CombFit(atFirst, promising[0].Period, 0, 0, 0, quick.Name);
        }
        var (nullLikelihood, nullName) = AperiodicModel.Best(gaps, deadSeconds, quick);
        foreach (var (period, _) in promising)
        {
            search.Try(period, 0, s_jitters.Length - 1);
        }
        var (center, jitter) = (search.Period, search.JitterIndex);
        for (var step = -8; step <= 8; step++)
        {
            search.Try(center * (1 + (0.005 * step)), jitter, jitter);
        }
        return new CombFit(
            search.LogLikelihood - penalty - nullLikelihood,
            search.Period,
            s_jitters[search.JitterIndex],
            s_missed[search.MissedIndex],
            s_outside[search.OutsideIndex],
            nullName
        );
    }

    private static IEnumerable<double> Periods(GapHistogram gaps, double deadSeconds)
    {
        var low = Math.Max(0.8 * gaps.Quantile(0.05), Math.Max(deadSeconds, GapHistogram.MinSeconds));
        var high = Math.Max(1.3 * gaps.Quantile(0.75), low * 1.05);
        var ratio = Math.Pow(high / low, 1.0 / (PeriodSteps - 1));
        for (var step = 0; step < PeriodSteps; step++)
        {
            yield return low * Math.Pow(ratio, step);
        }
        yield return gaps.Quantile(0.25);
        yield return gaps.Quantile(0.5);
        yield return gaps.Quantile(0.75);
        foreach (var mode in gaps.Modes(3))
        {
            yield return mode;
        }
    }

    /// <summary>The best comb so far over the grid of jitters, missed shares and outside shares.</summary>
    private sealed class Search
    {
        private readonly double[] _gaps;
        private readonly double[] _counts;
        private readonly double[] _uniform;
        private readonly double[] _mixture;
        private readonly double[][] _teeth;
        private readonly double _longest;

        public Search(GapHistogram gaps)
        {
            var padded = (gaps.Centers.Length + 3) & ~3;
            _gaps = new double[padded];
            _counts = new double[padded];
            _uniform = new double[padded];
            _mixture = new double[padded];
            Array.Fill(_gaps, 1);
            gaps.Centers.CopyTo(_gaps, 0);
            gaps.Counts.CopyTo(_counts, 0);
            for (var bin = 0; bin < padded; bin++)
            {
                _uniform[bin] = AperiodicModel.LogUniformScale / _gaps[bin];
            }
            _teeth = [.. Enumerable.Range(0, Teeth).Select(_ => new double[padded])];
            _longest = gaps.Centers[^1];
        }

        public double LogLikelihood { get; private set; } = double.NegativeInfinity;
        public double Period { get; private set; }
        public int JitterIndex { get; private set; }
        public int MissedIndex { get; private set; }
        public int OutsideIndex { get; private set; }

        /// <summary>The best log-likelihood of a period on a coarse grid.</summary>
        public double Glance(double period)
        {
            var best = double.NegativeInfinity;
            for (var jitter = 0; jitter < s_jitters.Length; jitter += 2)
            {
                var teeth = FillTeeth(period, s_jitters[jitter]);
                for (var missed = 1; missed < s_missed.Length; missed += 2)
                {
                    FillMixture(teeth, s_missed[missed]);
                    best = Math.Max(best, Sum(s_outside[1]));
                }
            }
            return best;
        }

        public void Try(double period, int firstJitter, int lastJitter)
        {
            for (var jitter = firstJitter; jitter <= lastJitter; jitter++)
            {
                var teeth = FillTeeth(period, s_jitters[jitter]);
                for (var missed = 0; missed < s_missed.Length; missed++)
                {
                    FillMixture(teeth, s_missed[missed]);
                    for (var outside = 0; outside < s_outside.Length; outside++)
                    {
                        var likelihood = Sum(s_outside[outside]);
                        if (likelihood > LogLikelihood)
                        {
                            LogLikelihood = likelihood;
                            (Period, JitterIndex, MissedIndex, OutsideIndex) = (period, jitter, missed, outside);
                        }
                    }
                }
            }
        }

        /// <summary>Normal densities around each multiple of the period; how many teeth reach any gap.</summary>
        private int FillTeeth(double period, double jitter)
        {
            for (var tooth = 1; tooth <= Teeth; tooth++)
            {
                var mean = tooth * period;
                var deviation = Math.Sqrt(
                    (tooth * jitter * period * jitter * period)
                        + (NoiseSeconds * NoiseSeconds)
                        + (RelativeNoise * mean * RelativeNoise * mean)
                );
                if (tooth > 1 && mean - (8 * deviation) > _longest)
                {
                    return tooth - 1;
                }
                var density = _teeth[tooth - 1];
                var scale = Vector256.Create(1 / (deviation * Math.Sqrt(2 * Math.PI)));
                var factor = Vector256.Create(1 / deviation);
                var center = Vector256.Create(mean);
                var minusHalf = Vector256.Create(-0.5);
                for (var bin = 0; bin < density.Length; bin += Vector256<double>.Count)
                {
                    var z = (Vector256.Create<double>(_gaps.AsSpan(bin)) - center) * factor;
                    (Vector256.Exp(z * z * minusHalf) * scale).CopyTo(density.AsSpan(bin));
                }
            }
            return Teeth;
        }

        /// <summary>(1−d)·Σ d^(m−1)·tooth m, from the last tooth inwards.</summary>
        private void FillMixture(int teeth, double missed)
        {
            var decay = Vector256.Create(missed);
            var seen = Vector256.Create(1 - missed);
            for (var bin = 0; bin < _mixture.Length; bin += Vector256<double>.Count)
            {
                var sum = Vector256.Create<double>(_teeth[teeth - 1].AsSpan(bin));
                for (var tooth = teeth - 2; tooth >= 0; tooth--)
                {
                    sum = (sum * decay) + Vector256.Create<double>(_teeth[tooth].AsSpan(bin));
                }
                (sum * seen).CopyTo(_mixture.AsSpan(bin));
            }
        }

        private double Sum(double outside)
        {
            var inner = Vector256.Create(1 - outside);
            var outer = Vector256.Create(outside);
            var sum = Vector256<double>.Zero;
            for (var bin = 0; bin < _mixture.Length; bin += Vector256<double>.Count)
            {
                var density =
                    (Vector256.Create<double>(_mixture.AsSpan(bin)) * inner)
                    + (Vector256.Create<double>(_uniform.AsSpan(bin)) * outer);
                sum += Vector256.Log(density) * Vector256.Create<double>(_counts.AsSpan(bin));
            }
            return Vector256.Sum(sum);
        }
    }
}
