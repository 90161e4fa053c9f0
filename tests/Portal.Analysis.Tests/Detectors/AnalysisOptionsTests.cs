using System.ComponentModel.DataAnnotations;
using Portal.Analysis.Detectors;
using Portal.Analysis.Detectors.Beaconing;

namespace Portal.Analysis.Tests.Detectors;

public sealed class AnalysisOptionsTests
{
    [Fact]
    public void Defaults_hold_until_options_are_set()
    {
        var options = new AnalysisOptions();
        Assert.Equal(8, options.Get<BeaconingOptions>().MinVisits);

        options.With(new BeaconingOptions { MinVisits = 12 });

        Assert.Equal(12, options.Get<BeaconingOptions>().MinVisits);
    }

    [Fact]
    public void A_value_out_of_range_is_refused_by_name()
    {
        var exception = Assert.Throws<ValidationException>(() =>
            new AnalysisOptions().With(new BeaconingOptions { FalseShare = 2 })
        );

        Assert.Contains(nameof(BeaconingOptions.FalseShare), exception.Message);
    }

    [Fact]
    public void Names_the_network_that_is_none()
    {
        Assert.Null(new AnalysisOptions { Networks = ["10.0.0.0/8", "192.0.2.7", "2001:db8::/32"] }.InvalidNetwork);
        Assert.Equal("10.0.0.0/99", new AnalysisOptions { Networks = ["10.0.0.0/8", "10.0.0.0/99"] }.InvalidNetwork);
    }
}
