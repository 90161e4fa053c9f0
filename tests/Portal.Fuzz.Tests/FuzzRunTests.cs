using System.Diagnostics;
using Portal.Fuzz.Engine;
using Portal.Fuzz.Seeds;
using Portal.Fuzz.Targets;

namespace Portal.Fuzz.Tests;

/// <summary>The fuzzer finds what is planted, makes it small, and does the same again.</summary>
public sealed class FuzzRunTests
{
    private static readonly byte[] s_seed = "0123456789"u8.ToArray();

    [Fact]
    public void An_exception_is_found_and_made_small()
    {
        var run = Run(input =>
        {
            if (input.Contains((byte)0xFF))
            {
                throw new InvalidOperationException("planted");
            }
        });

        var fault = Assert.Single(run.Faults);
        Assert.Equal("InvalidOperationException", fault.Kind);
        Assert.Equal([0xFF], fault.Input);
    }

    [Fact]
    public void Memory_without_measure_is_found() =>
        Assert.Contains(
            Run(input => GC.KeepAlive(new byte[input is [.., 0] ? 9 << 20 : 1])).Faults,
            fault => fault.Kind == "memory"
        );

    [Fact]
    public void A_slow_run_is_found() =>
        Assert.Contains(
            Run(input =>
            {
                var start = Stopwatch.GetTimestamp();
                while (input is [0, ..] && Stopwatch.GetElapsedTime(start).TotalMilliseconds < 150) { }
            }).Faults,
            fault => fault.Kind == "slow"
        );

    [Fact]
    public void The_same_seed_tries_the_same_inputs()
    {
        var (first, second) = (new List<string>(), new List<string>());
        Run(input => first.Add(Convert.ToHexString(input)));
        Run(input => second.Add(Convert.ToHexString(input)));

        Assert.Equal(first, second);
        Assert.True(first.Distinct().Count() > 1000);
    }

    private static FuzzRun Run(BytesTarget.Reader reader)
    {
        var run = new FuzzRun(new BytesTarget("planted", _ => [s_seed], reader), CorpusSeeds.Empty, seed: 3);
        run.Go(2000);
        return run;
    }
}
