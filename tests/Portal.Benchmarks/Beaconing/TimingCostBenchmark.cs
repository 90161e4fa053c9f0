using System.Diagnostics;
using Portal.Analysis.Detectors.Beaconing;
using Portal.Samples.Beaconing;

namespace Portal.Benchmarks.Beaconing;

/// <summary>Processor time of the two timing tests on pairs without a timer, on one core: <c>beacon-cost [pairs]</c>.</summary>
internal sealed class TimingCostBenchmark : IBenchmark
{
    public string Verb => "beacon-cost";

    public int Run(IReadOnlyList<string> arguments)
    {
        var pairs = arguments.Count > 0 ? int.Parse(arguments[0]) : 100;
        foreach (var count in (int[])[8, 30, 100, 400, 2000])
        {
            var times = Enumerable
                .Range(0, pairs)
                .Select(seed =>
                    Simulated.Nanoseconds(
                        BackgroundTraffic.Events(BackgroundTraffic.NullClasses[seed % 5], count, seed)
                    )
                )
                .ToList();
            Time(times, item => TimingTest.Run(item, NullTable.Embedded));
            var comb = Time(times, item => TimingTest.Run(item, NullTable.Embedded));
            var phase = Time(times, item => PhaseCoherenceTest.Run(Visits.Starts(item, 1)));
            Console.WriteLine(
                $"{count, 5} events: comb renewal {comb:0.00} ms, phase coherence {phase:0.00} ms a pair"
            );
        }
        return 0;
    }

    private static double Time(List<List<long>> pairs, Action<List<long>> test)
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        pairs.ForEach(test);
        return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds / pairs.Count;
    }
}
