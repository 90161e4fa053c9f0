using System.Text;
using Portal.Traffic.Protocols.Http;

namespace Portal.Traffic.Tests.Protocols.Http;

public sealed class HpackTests
{
    /// <summary>The requests of RFC 7541, appendices C.3 (plain) and C.4 (Huffman), on one table each.</summary>
    [Theory]
    [InlineData(
        "828684410f7777772e6578616d706c652e636f6d|828684be58086e6f2d6361636865|828785bf400a637573746f6d2d6b65790c637573746f6d2d76616c7565"
    )]
    [InlineData(
        "828684418cf1e3c2e5f23a6ba0ab90f4ff|828684be5886a8eb10649cbf|828785bf408825a849e95ba97d7f8925a849e95bb8e8b4bf"
    )]
    public void The_requests_of_the_specification(string blocks)
    {
        var decoder = new HpackDecoder();
        var read = blocks.Split('|').Select(block => Decode(decoder, block)).ToList();
        Assert.Equal(":method=GET :scheme=http :path=/ :authority=www.example.com", read[0]);
        Assert.Equal(":method=GET :scheme=http :path=/ :authority=www.example.com cache-control=no-cache", read[1]);
        Assert.Equal(
            ":method=GET :scheme=https :path=/index.html :authority=www.example.com custom-key=custom-value",
            read[2]
        );
    }

    /// <summary>RFC 7541, appendix C.6.1: a response in Huffman code.</summary>
    [Fact]
    public void A_response_of_the_specification() =>
        Assert.Equal(
            ":status=302 cache-control=private date=Mon, 21 Oct 2013 20:13:21 GMT location=https://www.example.com",
            Decode(
                new HpackDecoder(),
                "488264025885aec3771a4b6196d07abe941054d444a8200595040b8166e082a62d1bff6e919d29ad171863c78f0b97c8e9ae82ae43d3"
            )
        );

    [Theory]
    [InlineData("be")] // an index behind both tables
    [InlineData("80")] // index 0
    [InlineData("3fffffff7f")] // a table of a size that nobody needs
    [InlineData("40")] // a name that is missing
    [InlineData("400a6375")] // a name that is cut
    [InlineData("ffffffffffff")] // a number without end
    [InlineData("4082ffff")] // padding that is too long
    public void Nonsense_is_refused(string block) =>
        Assert.False(new HpackDecoder().TryDecode(Convert.FromHexString(block), []));

    [Fact]
    public void Few_bytes_do_not_become_many()
    {
        var large = new byte[] { 0x40, 1, (byte)'a', 0x7F, 0x81, 0x1E }
            .Concat(new byte[127 + 0x81 - 0x80 + (0x1E << 7)])
            .ToArray();
        var decoder = new HpackDecoder();
        Assert.True(decoder.TryDecode(large, []));
        Assert.False(decoder.TryDecode(Enumerable.Repeat((byte)0xBE, 10_000).ToArray(), []));
    }

    [Fact]
    public void Random_blocks_never_throw()
    {
        var random = new Random(5);
        var refused = 0;
        for (var run = 0; run < 5000; run++)
        {
            var block = new byte[random.Next(1, 60)];
            random.NextBytes(block);
            refused += new HpackDecoder().TryDecode(block, []) ? 0 : 1;
        }
        Assert.InRange(refused, 1, 5000);
    }

    private static string Decode(HpackDecoder decoder, string block)
    {
        var headers = new List<HpackHeader>();
        Assert.True(decoder.TryDecode(Convert.FromHexString(block), headers));
        return string.Join(
            ' ',
            headers.Select(header =>
                $"{Encoding.ASCII.GetString(header.Name)}={Encoding.ASCII.GetString(header.Value)}"
            )
        );
    }
}
