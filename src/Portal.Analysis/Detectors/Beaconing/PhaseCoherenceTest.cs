using System.Numerics;

namespace Portal.Analysis.Detectors.Beaconing;

/// <summary>
/// Do the visits keep a clock's phase over the whole time? Finds timers that are mixed with other visits to the same name,
/// and schedules whose error does not add up. The strongest line of the spectrum is compared with that of the same gaps in
/// shuffled order, because no formula for its chance held on real rhythms (bursts, dead times, days and nights).
/// </summary>
public static class PhaseCoherenceTest
{
    /// <summary>Fewer visits have no spectrum to speak of.</summary>
    public const int MinVisits = 12;

    private const int Permutations = 19;
    private const int MinBlock = 16;
    private const int Blocks = 12;
    private const int MaxBins = 1 << 15;

    /// <summary>A period is told apart from its neighbours with eight bins of a second, or less in a short time.</summary>
    private const double PeriodBins = 8;
    private const double MinPeriodSeconds = 2;
    private const double ShortSeries = 2048;
    private const double MaxPeriodShare = 1.0 / 8;
    private const double TrendShare = 1.0 / 24;
    private const double NeighbourRatio = 1.7;

    /// <summary>A line this weak has never stood out after shuffling, so the shuffles are spared.</summary>
    private const double MinLine = 16;

    private static readonly double[] s_bandwidths = [0, 0.03, 0.1, 0.25];

    /// <summary>Null where there are too few visits, too short a time, or no line worth a comparison.</summary>
    /// <param name="times">Starts of visits in nanoseconds, ascending.</param>
    public static PhaseFit? Run(IReadOnlyList<long> times)
    {
        if (times.Count < MinVisits)
        {
            return null;
        }
        var gaps = Visits.Gaps(times).ToArray();
        var span = gaps.Sum();
        var spectrum = new Spectrum(span);
        if (span * MaxPeriodShare <= spectrum.MinPeriod)
        {
            return null;
        }
        var (line, period) = spectrum.StrongestLines(gaps, null).First;
        if (line < MinLine)
        {
            return null;
        }
        var random = new Random(times.Count);
        var lines = new List<double>(Permutations + 1);
        while (lines.Count < Permutations)
        {
            var both = spectrum.StrongestLines(Shuffled(gaps, random), Shuffled(gaps, random));
            lines.Add(both.First.Line);
            lines.Add(both.Second.Line);
        }
        var mean = lines.Average();
        var deviation = Math.Sqrt(lines.Sum(value => (value - mean) * (value - mean)) / (lines.Count - 1));
        return new PhaseFit((line - mean) / Math.Max(deviation, 0.5), period);
    }

    /// <summary>
    /// Shuffled within blocks: the phase is lost, while the slow changes of the rate stay, so that a day's rise and fall does
    /// not count as a line.
    /// </summary>
    private static double[] Shuffled(double[] gaps, Random random)
    {
        var shuffled = (double[])gaps.Clone();
        var block = Math.Max(MinBlock, gaps.Length / Blocks);
        for (var start = 0; start < gaps.Length; start += block)
        {
            random.Shuffle(shuffled.AsSpan(start, Math.Min(block, gaps.Length - start)));
        }
        return shuffled;
    }

    /// <summary>Spectra of two series at once: one as the real part, one as the imaginary part.</summary>
    private sealed class Spectrum
    {
        private readonly double _binSeconds;
        private readonly int _seriesLength;
        private readonly int _length;
        private readonly FourierTransform _transform;
        private readonly Complex[] _values;
        private readonly double[] _sums;

        public Spectrum(double spanSeconds)
        {
            _binSeconds = Math.Max(Math.Min(1, spanSeconds / ShortSeries), spanSeconds / (MaxBins - 1));
            MinPeriod = Math.Max(MinPeriodSeconds, PeriodBins * _binSeconds);
            _seriesLength = Math.Min(MaxBins, (int)(spanSeconds / _binSeconds) + 1);
            _length = (int)BitOperations.RoundUpToPowerOf2((uint)_seriesLength);
            _transform = new FourierTransform(_length);
            _values = new Complex[_length];
            _sums = new double[(_length / 2) + 1];
        }

        /// <summary>Seconds.</summary>
        public double MinPeriod { get; }

        public ((double Line, double Period) First, (double Line, double Period) Second) StrongestLines(
            double[] gaps,
            double[]? otherGaps
        )
        {
            var real = Series(gaps);
            var imaginary = otherGaps is null ? null : Series(otherGaps);
            for (var bin = 0; bin < _length; bin++)
            {
                _values[bin] = bin < _seriesLength ? new Complex(real[bin], imaginary?[bin] ?? 0) : Complex.Zero;
            }
            _transform.Forward(_values);
            var first = Strongest(isSecond: false);
            return (first, imaginary is null ? (0, 0) : Strongest(isSecond: true));
        }

        /// <summary>
        /// Visits a bin less their average over an hour or so, so that slow changes of the rate make no line. Averaged twice: a
        /// single moving average rings, and the ringing looks like a line near its own length.
        /// </summary>
        private double[] Series(double[] gaps)
        {
            var counts = new double[_seriesLength];
            var time = 0.0;
            counts[0] = 1;
            foreach (var gap in gaps)
            {
                time += gap;
                counts[Math.Min(_seriesLength - 1, (int)(time / _binSeconds))]++;
            }
            var trend = MovingAverage(MovingAverage(counts));
            for (var bin = 0; bin < _seriesLength; bin++)
            {
                counts[bin] -= trend[bin];
            }
            return counts;
        }

        private double[] MovingAverage(double[] values)
        {
            var half = Math.Max(1, (int)(_seriesLength * TrendShare / 2));
            var running = new double[values.Length + 1];
            for (var bin = 0; bin < values.Length; bin++)
            {
                running[bin + 1] = running[bin] + values[bin];
            }
            var averages = new double[values.Length];
            for (var bin = 0; bin < values.Length; bin++)
            {
                var from = Math.Max(0, bin - half);
                var to = Math.Min(values.Length, bin + half + 1);
                averages[bin] = (running[to] - running[from]) / (to - from);
            }
            return averages;
        }

        private (double Line, double Period) Strongest(bool isSecond)
        {
            for (var index = 1; index < _sums.Length; index++)
            {
                var value = _values[index];
                var mirror = Complex.Conjugate(_values[_length - index]);
                var part = isSecond ? value - mirror : value + mirror;
                var power = ((part.Real * part.Real) + (part.Imaginary * part.Imaginary)) / 4;
                _sums[index] = _sums[index - 1] + power;
            }
            var total = _length * _binSeconds;
            var padding = (double)_length / _seriesLength;
            var lowest = Math.Max(8, (int)(padding / MaxPeriodShare));
            var highest = Math.Min((int)(total / MinPeriod), (int)((_sums.Length - 1) / NeighbourRatio));
            var best = (Line: 0.0, Period: 0.0);
            for (var index = lowest; index <= highest; index++)
            {
                foreach (var bandwidth in s_bandwidths)
                {
                    var half = (int)(index * bandwidth / 2);
                    var line = Line(index, half, padding);
                    if (line > best.Line)
                    {
                        best = (line, total / index);
                    }
                }
            }
            return best;
        }

        /// <summary>How far the mean power around a frequency stands above its neighbourhood (a Chernoff bound).</summary>
        private double Line(int index, int half, double padding)
        {
            var power = Mean(index - half, index + half);
            var below = Mean((int)(index / NeighbourRatio), index - half - 2);
            var above = Mean(index + half + 2, (int)(index * NeighbourRatio));
            var ratio = power / Math.Max(Math.Max(below, above), 1e-12);
            var independent = Math.Max(1, ((2 * half) + 1) / padding);
            return ratio > 1 ? independent * (ratio - 1 - Math.Log(ratio)) : 0;
        }

        private double Mean(int from, int to) => to < from ? 0 : (_sums[to] - _sums[from - 1]) / (to - from + 1);
    }
}
