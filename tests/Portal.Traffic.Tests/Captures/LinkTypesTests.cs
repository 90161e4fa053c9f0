using Portal.Traffic.Captures;

namespace Portal.Traffic.Tests.Captures;

public sealed class LinkTypesTests
{
    [Theory]
    [InlineData(LinkType.Ethernet, "LINKTYPE_ETHERNET", "ether", "Ethernet")]
    [InlineData(LinkType.LinuxSll2, "LINKTYPE_LINUX_SLL2", "linux-sll2", "Linux cooked-mode capture v2")]
    [InlineData(
        LinkType.Ieee80211Radiotap,
        "LINKTYPE_IEEE802_11_RADIOTAP",
        "ieee-802-11-radiotap",
        "IEEE 802.11 plus radiotap radio header"
    )]
    public void Names_are_those_of_the_registry_and_of_Wireshark(
        LinkType type,
        string registry,
        string tshark,
        string text
    )
    {
        Assert.Equal(new LinkTypeName(type, registry, tshark, text), LinkTypes.Find(type));
        Assert.Equal(tshark, LinkTypes.Describe(type));
    }

    [Fact]
    public void Every_named_type_is_in_the_table()
    {
        var missing = Enum.GetValues<LinkType>().Where(type => type != LinkType.None && LinkTypes.Find(type) is null);

        Assert.Empty(missing);
        Assert.Equal("linktype-9999", LinkTypes.Describe((LinkType)9999));
    }
}
