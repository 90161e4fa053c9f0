using Portal.Analysis.Detectors.Beaconing;
using Portal.Samples.Beaconing;

namespace Portal.Analysis.Tests.Detectors.Beaconing;

public sealed class PhaseCoherenceTestTests
{
    [Fact]
    public void Finds_a_timer_among_as_many_other_visits()
    {
        var fit = Run(new BeaconSimulation(60, 0.1, 0.1) { Noise = 1 }.Events(7));

        Assert.NotNull(fit);
        Assert.True(fit.Value.Z > 8, $"z = {fit.Value.Z}");
        Assert.Equal(60, fit.Value.PeriodSeconds, 1.0);
    }

    [Fact]
    public void A_renewal_timer_alone_is_the_other_test_s_case()
    {
        var fit = Run(new BeaconSimulation(300, 0.3, 0).Events(7));

        Assert.True(fit is null || fit.Value.Z < 8);
    }

    [Theory]
    [InlineData(BackgroundClass.Poisson)]
    [InlineData(BackgroundClass.OfficeSessions)]
    [InlineData(BackgroundClass.Diurnal)]
    public void Traffic_without_a_timer_does_not_fire(BackgroundClass kind)
    {
        for (var seed = 0; seed < 5; seed++)
        {
            var fit = Run(BackgroundTraffic.Events(kind, 300, seed));

            Assert.True(fit is null || fit.Value.Z < 8, $"seed {seed}: z = {fit?.Z}");
        }
    }

    private static PhaseFit? Run(List<double> seconds) =>
        PhaseCoherenceTest.Run(Visits.Starts([.. seconds.Select(second => (long)(second * 1e9))], 1));
}
