using Portal.Cases.Findings;

namespace Portal.Cases.Tests.Findings;

public sealed class FindingJsonTests
{
    [Fact]
    public void A_finding_comes_back_as_it_was_with_the_kinds_of_its_numbers()
    {
        var finding = SampleFinding.Of("beaconing_x");

        var again = FindingJson.Read(FindingJson.Write(finding));

        Assert.Equal(FindingJson.Write(finding), FindingJson.Write(again));
        Assert.Equal([60.25, 237L, true, "d3e1de2c"], again.Statistics.Select(statistic => statistic.Value));
        Assert.Equal(finding.Severity, again.Severity);
        Assert.Equal(finding.Terms, again.Terms);
        Assert.Equal(finding.Evidence[0].Frames, again.Evidence[0].Frames);
    }
}
