using Portal.Traffic.Protocols.Tls.Certificates;

namespace Portal.Traffic.Tests.Protocols.Tls.Certificates;

public sealed class HostNameTests
{
    [Theory]
    [InlineData("www.example.com", "www.example.com", true)]
    [InlineData("WWW.example.com", "www.Example.com", true)]
    [InlineData("www.example.com", "*.example.com", true)]
    [InlineData("www1.example.com", "www*.example.com", true)]
    [InlineData("a.b.example.com", "*.example.com", false)]
    [InlineData("example.com", "*.example.com", false)]
    [InlineData("example.com", "*.com", false)]
    [InlineData("www.example.com", "*w.example.com", false)]
    [InlineData("www.example.com", "www.*.com", false)]
    [InlineData("www.example.com", "*.*.com", false)]
    [InlineData("ww.example.com", "www*.example.com", false)]
    [InlineData("www.example.com", "", false)]
    [InlineData("", "", false)]
    [InlineData("localhost", "*.", false)]
    public void A_star_stands_for_the_end_of_one_first_label(string host, string pattern, bool matches) =>
        Assert.Equal(matches, HostName.Matches(host, pattern));
}
