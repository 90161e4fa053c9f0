using Portal.Analysis.Indicators.Stix;

namespace Portal.Analysis.Tests.Indicators.Stix;

public sealed class StixIdsTests
{
    [Fact]
    public void An_observable_gets_the_UUID_version_5_of_its_canonical_JSON() =>
        Assert.Equal(
            "ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4",
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
