using System.Diagnostics;
using Portal.Analysis.Detectors.Beaconing;
using Portal.Samples.Beaconing;

namespace Portal.Benchmarks.Beaconing;

/// <summary>The phase-coherence test on traffic with and without a timer: <c>beacon-phase [seeds]</c>.</summary>
internal sealed class PhaseBenchmark : IBenchmark
{
    public string Verb => "beacon-phase";

    public int Run(IReadOnlyList<string> arguments)
    {
        var seeds = arguments.Count > 0 ? int.Parse(arguments[0]) : 40;
        foreach (var kind in Enum.GetValues<BackgroundClass>())
        {
            foreach (var count in (int[])[40, 150, 500])
            {
                Report($"{kind} n={count}", seeds, seed => BackgroundTraffic.Events(kind, count, 1_000_000 + seed));
            }
        }
        foreach (var (period, jitter) in ((double, double)[])[(60, 0.1), (60, 0.3), (300, 0), (300, 0.1), (300, 0.2)])
        {
            Report(
                $"beacon {period} s ±{jitter:P0}, noise x1, missed 10 %",
                seeds,
                seed => new BeaconSimulation(period, jitter, 0.1) { Noise = 1 }.Events(seed)
            );
        }
        Report(
            "clock-locked 300 s ±50 %",
            seeds,
            seed => new BeaconSimulation(300, 0.5, 0.1, BeaconLaw.ClockLocked).Events(seed)
        );
        return 0;
    }

    private static void Report(string name, int seeds, Func<int, List<double>> events)
    {
        var clock = Stopwatch.StartNew();
        var values = Enumerable
            .Range(0, seeds)
            .Select(seed => PhaseCoherenceTest.Run(Visits.Starts(Simulated.Nanoseconds(events(seed)), 1)))
            .ToList();
        var z = values.Select(fit => fit?.Z ?? 0).OrderDescending().ToList();
        Console.WriteLine(
            FormattableString.Invariant(
                $"{name, -44} z>8: {z.Count(value => value > 8) / (double)seeds:0.00}  z>6: {z.Count(value => value > 6) / (double)seeds:0.00}  max {z[0]:0.0}  median {z[seeds / 2]:0.0}  not tried {values.Count(fit => fit is null)}  {clock.Elapsed.TotalMilliseconds / seeds:0.0} ms"
            )
        );
    }
}
