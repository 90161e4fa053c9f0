using Portal.Analysis.Detectors;

namespace Portal.Analysis.Tests.Detectors;

public sealed class DetectorCatalogueTests
{
    [Fact]
    public void Holds_exactly_these_detectors()
    {
        Assert.Equal(
            [
                "beaconing",
                "dns-tunnelling",
                "intel-matches",
                "lateral-movement",
                "long-connections",
                "outbound-transfers",
            ],
            DetectorCatalogue.All().Select(detector => detector.Description.Id)
        );
    }

    [Fact]
    public void Every_detector_says_what_it_claims_and_reads()
    {
        Assert.All(
            DetectorCatalogue.All(),
            detector =>
            {
                Assert.EndsWith(".", detector.Description.Claim);
                Assert.NotEmpty(detector.Description.Tables);
                Assert.All(detector.Description.Attack, technique => Assert.Matches(@"^T\d{4}(\.\d{3})?$", technique));
            }
        );
    }
}
