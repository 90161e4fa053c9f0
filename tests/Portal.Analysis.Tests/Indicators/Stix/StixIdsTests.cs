using Portal.Analysis.Indicators.Stix;

namespace Portal.Analysis.Tests.Indicators.Stix;

public sealed class StixIdsTests
{
    [Fact]
    public void An_address_gets_the_identifier_that_every_STIX_producer_gives_it() =>
        Assert.Equal(
            "ipv4-addr--ff26c055-6336-5bc5-b98d-13d6226742dd",
            StixIds.Observable("ipv4-addr", """{"value":"198.51.100.3"}""")
        );

    [Fact]
    public void Other_objects_get_the_form_of_version_4_and_the_same_bits_every_time()
    {
        var id = StixIds.Stable("indicator", "a");

        Assert.Matches("^indicator--[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", id);
        Assert.Equal(id, StixIds.Stable("indicator", "a"));
        Assert.NotEqual(id, StixIds.Stable("indicator", "b"));
    }
}
