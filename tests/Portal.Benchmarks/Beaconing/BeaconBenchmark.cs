using System.Collections.Concurrent;
using System.Diagnostics;
using Portal.Analysis.Detectors.Beaconing;
using Portal.Samples.Beaconing;

namespace Portal.Benchmarks.Beaconing;

/// <summary>
/// How many beacons are found and how many pairs without a timer are called one, beside RITA's score on the same pairs:
/// <c>beacon [seeds a cell]</c>. All seeds differ from those of the null table.
/// </summary>
internal sealed class BeaconBenchmark : IBenchmark
{
    /// <summary>What a pair needs in a case of a thousand pairs with ten beacons at a false share of 0.01.</summary>
    private const double MaxPValue = 1e-4;

    private const double DaySeconds = BeaconSimulation.DaySeconds;
    private const int SeedOffset = 50_000_000;
    private static readonly double[] s_periods = [60, 300, 900];
    private static readonly double[] s_missed = [0, 0.2, 0.4];

    public string Verb => "beacon";

    public int Run(IReadOnlyList<string> arguments)
    {
        var seeds = arguments.Count > 0 ? int.Parse(arguments[0]) : 6;
        Console.WriteLine(
            $"Found = timer (D > 0 and p <= {MaxPValue}) or phase (z >= 8); periods 60, 300, 900 s; {seeds} seeds a cell."
        );
        Console.WriteLine(
            "beacon                    missed 0/.2/.4   timer only       RITA>=.9         RITA>=.7         period error (median)"
        );
        foreach (var (name, first, last) in ((string, double, double)[])[("24 h", 0, 24), ("9 h", 9, 18)])
        {
            foreach (var jitter in (double[])[0, 0.1, 0.2, 0.3, 0.5])
            {
                Row(
                    $"{name} uniform ±{jitter:P0}",
                    seeds,
                    (period, missed) =>
                        new BeaconSimulation(period, jitter, missed) { FirstHour = first, LastHour = last }
                );
            }
        }
        Row(
            "24 h minus only 30 %",
            seeds,
            (period, missed) => new BeaconSimulation(period, 0.3, missed, BeaconLaw.MinusOnly)
        );
        Row(
            "24 h exponential tail 20 %",
            seeds,
            (period, missed) => new BeaconSimulation(period, 0.2, missed, BeaconLaw.ExponentialTail)
        );
        Row(
            "24 h clock-locked 50 %",
            seeds,
            (period, missed) => new BeaconSimulation(period, 0.5, missed, BeaconLaw.ClockLocked)
        );
        Row(
            "24 h ±10 %, 1-3 flows",
            seeds,
            (period, missed) => new BeaconSimulation(period, 0.1, missed) { MaxConnections = 3 }
        );
        Row("24 h ±10 %, noise x1", seeds, (period, missed) => new BeaconSimulation(period, 0.1, missed) { Noise = 1 });
        Row("24 h ±20 %, noise x1", seeds, (period, missed) => new BeaconSimulation(period, 0.2, missed) { Noise = 1 });
        Row(
            "2 h ±20 %",
            seeds,
            (period, missed) => new BeaconSimulation(period, 0.2, missed) { FirstHour = 9, LastHour = 11 }
        );

        Console.WriteLine();
        Console.WriteLine("without a timer             pairs  timer   phase   RITA>=.9 RITA>=.7  ms/key (both tests)");
        foreach (var kind in Enum.GetValues<BackgroundClass>())
        {
            Background(kind, seeds * 60);
        }
        return 0;
    }

    private static void Row(string name, int seeds, Func<double, double, BeaconSimulation> law)
    {
        var cells = s_missed
            .Select(missed =>
                Judge([
                    .. s_periods.SelectMany(period =>
                        Enumerable
                            .Range(0, seeds)
                            .Select(seed =>
                                (period, law(period, missed).Events(SeedOffset + (seed * 31) + (int)period))
                            )
                    ),
                ])
            )
            .ToList();
        var errors = cells
            .SelectMany(cell => cell.Where(key => key.IsTimer).Select(key => key.PeriodError))
            .Order()
            .ToList();
        var error = errors.Count > 0 ? $"{errors[errors.Count / 2]:P1}" : "-";
        Console.WriteLine(
            $"{name, -26}{Shares(cells, key => key.IsTimer || key.IsPhase), -17}{Shares(cells, key => key.IsTimer), -17}{Shares(cells, key => key.Rita >= 0.9), -17}{Shares(cells, key => key.Rita >= 0.7), -17}{error}"
        );
    }

    private static string Shares(List<List<Key>> cells, Func<Key, bool> found) =>
        string.Join('/', cells.Select(cell => $"{cell.Count(found) / (double)cell.Count:0.00}"));

    private static void Background(BackgroundClass kind, int keys)
    {
        var judged = Judge([
            .. Enumerable
                .Range(0, keys)
                .Select(seed =>
                    (
                        0.0,
                        BackgroundTraffic.Events(kind, (int)(8 * Math.Pow(100, (seed % 97) / 97.0)), SeedOffset + seed)
                    )
                ),
        ]);
        Console.WriteLine(
            $"{kind, -26}{judged.Count, 6}{judged.Count(key => key.IsTimer) / (double)judged.Count, 8:0.0000}{judged.Count(key => key.IsPhase) / (double)judged.Count, 8:0.0000}"
                + $"{judged.Count(key => key.Rita >= 0.9) / (double)judged.Count, 9:0.00}{judged.Count(key => key.Rita >= 0.7) / (double)judged.Count, 9:0.00}{judged.Average(key => key.Milliseconds), 9:0.0}"
        );
    }

    private static List<Key> Judge(List<(double Period, List<double> Events)> pairs)
    {
        var keys = new ConcurrentBag<Key>();
        Parallel.ForEach(
            pairs,
            new ParallelOptions { MaxDegreeOfParallelism = 2 },
            pair =>
            {
                var times = Simulated.Nanoseconds(pair.Events);
                var clock = Stopwatch.GetTimestamp();
                var timing = TimingTest.Run(times, NullTable.Embedded);
                var isTimer = timing is { VisitCount: >= 8, Comb.Evidence: > 0 } && timing.PValue <= MaxPValue;
                var phase = isTimer ? null : PhaseCoherenceTest.Run(timing.FineStarts);
                var elapsed = Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
                var seconds = pair.Events.Select(second => (long)second).Distinct().ToList();
                var rita = RitaScore.Score(seconds, [.. seconds.Select(_ => 544.0)], 0, (long)DaySeconds);
                var error =
                    pair.Period > 0 && timing.Comb is { } comb ? Math.Abs((comb.PeriodSeconds / pair.Period) - 1) : 0;
                keys.Add(new Key(isTimer, phase?.Z >= 8, rita ?? 0, error, elapsed));
            }
        );
        return [.. keys];
    }

    private sealed record Key(bool IsTimer, bool IsPhase, double Rita, double PeriodError, double Milliseconds);
}
