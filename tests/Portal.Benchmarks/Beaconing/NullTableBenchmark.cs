using System.Diagnostics;
using Portal.Analysis.Detectors.Beaconing;
using Portal.Samples.Beaconing;

namespace Portal.Benchmarks.Beaconing;

/// <summary>
/// Draws the null table of the comb-renewal test: <c>beacon-null [draws a row] [file]</c>. The same draws give the same
/// file.
/// </summary>
internal sealed class NullTableBenchmark : IBenchmark
{
    private static readonly int[] s_rows = [4, 8, 16, 32, 64, 128, 256];

    /// <summary>From here on no draw came near 0 and a fit costs more, so a quarter of the draws is enough.</summary>
    private const int CostlyVisits = 64;

    private static readonly double[] s_shares = [0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005];

    public string Verb => "beacon-null";

    public int Run(IReadOnlyList<string> arguments)
    {
        var draws = arguments.Count > 0 ? int.Parse(arguments[0]) : 20_000;
        using var file = arguments.Count > 1 ? new StreamWriter(arguments[1]) { NewLine = "\n" } : null;
        var output = file ?? Console.Out;
        output.WriteLine(
            "# P(D > x) of the comb-renewal test without a timer, as share:x, for visits from the first column on."
        );
        output.WriteLine(
            $"# Seeded draws, as many as the second column says, a fifth of each: {string.Join(", ", BackgroundTraffic.NullClasses)}."
        );
        output.WriteLine(
            "# Made by 'portal-benchmarks beacon-null'; shares with fewer than ten draws above them are left out."
        );
        for (var row = 0; row < s_rows.Length; row++)
        {
            var clock = Stopwatch.StartNew();
            var count = s_rows[row] < CostlyVisits ? draws : draws / 4;
            var values = Draw(s_rows[row], count);
            var quantiles = s_shares
                .Where(share => share * count >= 10)
                .Select(share => FormattableString.Invariant($"{share}:{values[(int)(share * count)]:0.###}"));
            output.WriteLine($"{s_rows[row]}\t{count}\t{string.Join('\t', quantiles)}");
            Console.Error.WriteLine(
                $"n>={s_rows[row]}: max {values[0]:0.00}, {clock.Elapsed.TotalMilliseconds / count:0.00} ms a key"
            );
        }
        return 0;
    }

    /// <summary>Evidence of each draw, largest first.</summary>
    private static double[] Draw(int visits, int draws)
    {
        var values = new double[draws];
        Parallel.For(
            0,
            draws,
            new ParallelOptions { MaxDegreeOfParallelism = 2 },
            draw =>
            {
                var kind = BackgroundTraffic.NullClasses[draw % BackgroundTraffic.NullClasses.Count];
                values[draw] = Evidence(kind, visits, draw);
            }
        );
        Array.Sort(values);
        Array.Reverse(values);
        return values;
    }

    /// <summary>Draws until the number of visits, which collapsing makes smaller, lies in the row.</summary>
    private static double Evidence(BackgroundClass kind, int visits, int draw)
    {
        var wanted = (int)(visits * (1 + (0.9 * new Random(draw).NextDouble())));
        var count = wanted;
        for (var attempt = 0; ; attempt++)
        {
            var times = Simulated.Nanoseconds(BackgroundTraffic.Events(kind, count, (draw * 16) + attempt));
            var starts = Visits.Starts(times, TimingTest.DeadTimes[0]).Count;
            if ((starts >= visits && starts < 2 * visits) || attempt == 8)
            {
                return TimingTest.Run(times, null).Comb?.Evidence ?? -100;
            }
            count = Math.Clamp((int)(count * (double)wanted / Math.Max(1, starts)), 4, 8 * visits);
        }
    }
}
