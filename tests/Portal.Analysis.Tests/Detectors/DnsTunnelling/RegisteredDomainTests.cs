using Portal.Analysis.Detectors.DnsTunnelling;

namespace Portal.Analysis.Tests.Detectors.DnsTunnelling;

public sealed class RegisteredDomainTests
{
    [Theory]
    [InlineData("a.b.evil.example", "evil.example")]
    [InlineData("evil.example", "evil.example")]
    [InlineData("x.shop.co.uk", "shop.co.uk")]
    [InlineData("x.notco.uk", "notco.uk")]
    [InlineData("y.x.github.io", "x.github.io")]
    [InlineData("4.3.2.1.in-addr.arpa", "in-addr.arpa")]
    [InlineData("co.uk", null)]
    [InlineData("printer", null)]
    [InlineData("a..", null)]
    public void Is_what_somebody_registered(string name, string? expected) =>
        Assert.Equal(expected, RegisteredDomain.Of(name));

    [Fact]
    public void Zones_match_whole_labels_only()
    {
        Assert.Equal("block list", DataCarryingZone.Of("2.0.0.127.zen.spamhaus.org")!.Kind);
        Assert.Null(DataCarryingZone.Of("evilspamhaus.org"));
    }
}
