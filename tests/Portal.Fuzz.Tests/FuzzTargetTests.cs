using System.Diagnostics;
using Portal.Fuzz.Engine;

namespace Portal.Fuzz.Tests;

/// <summary>A short run of every target without coverage; README.md beside the targets says how to make a long one.</summary>
public sealed class FuzzTargetTests
{
    private const int Executions = 1500;
    private const int FewestBesideSeeds = 100;

    /// <summary>The seeds themselves are always tried; a busy machine does fewer of the others.</summary>
    private static readonly TimeSpan s_most = TimeSpan.FromSeconds(3);

    /// <summary>A machine that runs all tests at once says nothing of a tenth of a second, but a hang is one on any.</summary>
    private static readonly TimeSpan s_hang = TimeSpan.FromSeconds(5);

    public static TheoryData<string> Names => new(FuzzTargets.All.Select(target => target.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Bears_damaged_input(string name)
    {
        var run = new FuzzRun(
            FuzzTargets.All.Single(target => target.Name == name),
            SharedSeeds.Require(),
            seed: 7,
            s_hang
        );
        var start = Stopwatch.GetTimestamp();

        run.Go(
            Executions,
            () => run.Executions >= run.Seeds + FewestBesideSeeds && Stopwatch.GetElapsedTime(start) > s_most
        );

        Assert.True(run.Executions > run.Seeds, "nothing but the seeds was tried");
        Assert.Empty(run.Faults.Select(fault => $"{fault.Key} {Convert.ToHexStringLower(fault.Input)} {fault.Detail}"));
    }

    [Fact]
    public void Names_are_told_apart() => Assert.Distinct(FuzzTargets.All.Select(target => target.Name));
}
