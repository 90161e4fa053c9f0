using FsCheck.Xunit;
using Portal.Traffic.Captures;
using Portal.Traffic.Fields;
using Portal.Traffic.Filters;
using Portal.Traffic.Inspection;
using Portal.Traffic.Tests.Packets;

namespace Portal.Traffic.Tests.Filters;

public sealed class DisplayFilterTests
{
    private static readonly string[] s_pieces =
    [
        "ip.addr",
        "tcp.port",
        "dns.qry.name",
        "frame",
        "==",
        "!=",
        "contains",
        "matches",
        "in",
        "{",
        "}",
        "(",
        ")",
        "not",
        "and",
        "||",
        "[0:3]",
        "[",
        "..",
        ",",
        "10.0.0.0/8",
        "443",
        "\"a\\x41(\"",
        "any",
        "&",
        "0xff",
        "len",
        "ff:ff",
    ];

    [Theory]
    [InlineData("ip.foo == 1", 1)]
    [InlineData("tcp && ip.foo", 8)]
    [InlineData("tcp.port == abc", 13)]
    [InlineData("ip.addr == 10.0.0", 12)]
    [InlineData("ip.addr == 10.0.0.0/33", 12)]
    [InlineData("(tcp", 5)]
    [InlineData("tcp)", 4)]
    [InlineData("dns.qry.name == \"open", 17)]
    [InlineData("dns.qry.name matches \"(\"", 22)]
    [InlineData("tcp.port in {80, 443", 21)]
    [InlineData("tcp.port ==", 12)]
    [InlineData("tcp.port contains 80", 10)]
    public void Errors_name_the_column(string text, int column)
    {
        Assert.False(DisplayFilter.TryParse(text, out _, out var error));
        Assert.Equal(column, error.Column);
        Assert.NotEmpty(error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("tcp")]
    [InlineData("TCP.port eq 80 or tcp", false)]
    [InlineData("tcp.port == 80")]
    [InlineData("80 == tcp.port")]
    [InlineData("tcp.payload contains \"ab.c\"")]
    [InlineData("tcp.payload contains 61:62")]
    [InlineData(@"tcp.payload matches ""AB\.C""")]
    [InlineData(@"tcp.payload matches ""AB\\.C""")]
    [InlineData("tcp.payload ~ r\"b\\.\"")]
    [InlineData("tcp.payload[0:2] == 61:62")]
    [InlineData("tcp.payload[-1] == 63")]
    [InlineData("tcp.port != 80", false)]
    [InlineData("tcp.port ~= 80")]
    [InlineData("all tcp.port > 0 and any tcp.port == 80")]
    [InlineData("not ssl && !(udp)")]
    [InlineData("tcp.len == 4 and len(tcp.payload) == 4")]
    [InlineData("udp or tcp and dns", false)]
    [InlineData("dns.qry.name != \"a\"", false)]
    public void Filters_mean_what_they_mean_in_Wireshark(string text, bool isMatch = true)
    {
        var bytes = Frames.Tcp("ab.c"u8.ToArray());
        var frame = FrameDissector.Dissect(1, 0, LinkType.Ethernet, bytes, (uint)bytes.Length);
        text = text.Replace("80", frame.Find(FieldCatalogue.Find("tcp.dstport")!).Single().Value.ToString());

        var isFilter = DisplayFilter.TryParse(text, out var filter, out var error);

        // Names are case-sensitive: the one in capitals is refused.
        Assert.Equal(!text.StartsWith("TCP", StringComparison.Ordinal), isFilter);
        if (isFilter)
        {
            Assert.Null(error);
            Assert.Equal(isMatch, filter!.Matches(frame));
        }
    }

    [Theory]
    [InlineData(50, true)]
    [InlineData(51, false)]
    public void Regular_expressions_have_a_limit(int count, bool isFilter)
    {
        var text = string.Join(" and ", Enumerable.Repeat("http.host matches \"a\"", count));

        Assert.Equal(isFilter, DisplayFilter.TryParse(text, out _, out _));
    }

    [Fact]
    public void Parentheses_have_a_limit()
    {
        Assert.False(DisplayFilter.TryParse(new string('(', 5000) + "tcp", out _, out var error));
        Assert.Contains("inside each other", error.Message, StringComparison.Ordinal);
    }

    [Property(MaxTest = 1000)]
    public void Never_throws_on_random_filters(byte[] choice, string? noise)
    {
        var bytes = Frames.Tcp("ab.c"u8.ToArray());
        var frame = FrameDissector.Dissect(1, 0, LinkType.Ethernet, bytes, (uint)bytes.Length);
        foreach (var text in new[] { string.Join(' ', choice.Select(b => s_pieces[b % s_pieces.Length])), noise ?? "" })
        {
            if (DisplayFilter.TryParse(text, out var filter, out var error))
            {
                filter.Matches(frame);
            }
            else
            {
                Assert.InRange(error.Column, 1, text.Length + 1);
            }
        }
    }
}
