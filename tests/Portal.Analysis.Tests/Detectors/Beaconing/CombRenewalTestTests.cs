using Portal.Analysis.Detectors.Beaconing;
using Portal.Samples.Beaconing;

namespace Portal.Analysis.Tests.Detectors.Beaconing;

public sealed class CombRenewalTestTests
{
    [Theory]
    [InlineData(60, 0, 0, 0.02)]
    [InlineData(60, 0.12, 0, 0.02)]
    [InlineData(300, 0.2, 0.2, 0.05)]
    [InlineData(900, 0.3, 0, 0.05)]
    public void Finds_the_timer_and_reads_its_period(double period, double jitter, double missed, double tolerance)
    {
        var fit = Run(new BeaconSimulation(period, jitter, missed).Events(11));

        Assert.True(fit.Evidence > 10, $"D = {fit.Evidence}");
        Assert.Equal(period, fit.PeriodSeconds, tolerance * period);
    }

    /// <summary>Uniform ±j has the standard deviation j/√3.</summary>
    [Fact]
    public void Reads_jitter_and_missed_share()
    {
        var fit = Run(new BeaconSimulation(60, 0.25, 0.3).Events(5));

        Assert.InRange(fit.Jitter, 0.09, 0.2);
        Assert.InRange(fit.Missed, 0.2, 0.35);
    }

    [Fact]
    public void Nights_are_outside_the_timer_and_do_not_hide_it()
    {
        var fit = Run(
            new BeaconSimulation(300, 0.1, 0.1)
            {
                FirstHour = 9,
                LastHour = 18,
                Days = 3,
            }.Events(3)
        );

        Assert.True(fit.Evidence > 50, $"D = {fit.Evidence}");
        Assert.Equal(300, fit.PeriodSeconds, 10.0);
    }

    [Theory]
    [InlineData(BackgroundClass.Poisson)]
    [InlineData(BackgroundClass.OfficeSessions)]
    [InlineData(BackgroundClass.Diurnal)]
    [InlineData(BackgroundClass.SingleBurst)]
    [InlineData(BackgroundClass.WeibullBursts)]
    public void Traffic_without_a_timer_gives_no_evidence(BackgroundClass kind)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var fit = Run(BackgroundTraffic.Events(kind, 60, seed));

            Assert.True(fit.Evidence < 3, $"seed {seed}: D = {fit.Evidence}, period {fit.PeriodSeconds}");
        }
    }

    [Fact]
    public void Three_visits_are_too_few()
    {
        Assert.Null(CombRenewalTest.Run(GapHistogram.Create([60, 60]), 1));
    }

    private static CombFit Run(List<double> seconds)
    {
        var times = seconds.Select(second => (long)(second * 1e9)).ToList();
        var starts = Visits.Starts(times, 1);
        return CombRenewalTest.Run(GapHistogram.Create(Visits.Gaps(starts)), 1)!.Value;
    }
}
