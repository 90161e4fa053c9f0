using Portal.Traffic.Protocols;
using Portal.Traffic.Protocols.Dns;

namespace Portal.Traffic.Tests.Protocols.Dns;

public sealed class DnsNameTests
{
    [Fact]
    public void Names_are_lower_case_and_lose_the_last_dot()
    {
        Assert.Equal("www.example.com", Read("03575757074578616d706c6503636f6d00", 0, out var end, out var problem));
        Assert.Null(problem);
        Assert.Equal(17, end);
    }

    [Fact]
    public void The_root_is_empty() => Assert.Equal("", Read("0000", 0, out _, out _));

    [Fact]
    public void Compression_points_back_and_the_reader_goes_on_behind_the_pointer()
    {
        Assert.Equal(
            "b.a",
            Read("01610001 62 c000".Replace(" ", "", StringComparison.Ordinal), 3, out var end, out var problem)
        );
        Assert.Null(problem);
        Assert.Equal(7, end);
    }

    [Theory]
    [InlineData("c000", 0)]
    [InlineData("0161c002", 2)]
    [InlineData("c002c000", 0)]
    public void A_pointer_to_itself_or_ahead_ends_the_name(string hex, int start)
    {
        Read(hex, start, out _, out var problem);
        Assert.Equal("DNS_label_forward_compress_offset", problem);
    }

    [Fact]
    public void A_long_chain_of_pointers_ends_at_the_limit()
    {
        var chain = "00" + string.Concat(Enumerable.Range(0, 40).Select(i => $"c0{(i == 0 ? 0 : 2 * i - 1):x2}"));
        Assert.Equal("", Read(chain, chain.Length / 2 - 2, out _, out var problem));
        Assert.Equal("DNS_label_compression_chain_too_deep", problem);
    }

    [Fact]
    public void A_label_longer_than_the_message_ends_the_name()
    {
        Assert.Equal("", Read("3f6161", 0, out _, out var problem));
        Assert.Equal("DNS_label_len_gt_pkt", problem);
    }

    [Fact]
    public void A_name_longer_than_the_limit_is_cut()
    {
        var name = Read(
            string.Concat(Enumerable.Repeat("3f" + new string('6', 126), 12)) + "00",
            0,
            out _,
            out var problem
        );
        Assert.Equal("DNS_label_len_gt_name_len", problem);
        Assert.True(name.Length <= DnsName.MaxBytes);
    }

    [Fact]
    public void Long_labels_are_for_NetBIOS_only()
    {
        var hex = "64" + string.Concat(Enumerable.Repeat("61", 100)) + "00";
        Read(hex, 0, out _, out var problem);
        Assert.Equal("DNS_label_too_long", problem);
        var position = 0;
        Assert.Equal(
            new string('a', 100),
            DnsName.Read(Convert.FromHexString(hex + "00"), ref position, true, out problem)
        );
        Assert.Null(problem);
    }

    [Theory]
    [InlineData("ckaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "*")]
    [InlineData("ENEEEKFCDJDICACACACACACACACACAAA", "MDJR98")]
    [InlineData("abacfpfpenfdecfcepfhfdeffpfpacab", "\\x01\\x02__MSBROWSE__\\x02")]
    [InlineData("efedejfpeeepenebejeosacacacacabm", null)]
    [InlineData("short", null)]
    public void NetBIOS_names_are_decoded(string encoded, string? name) =>
        Assert.Equal(name, NetbiosName.Decode(encoded));

    private static string Read(string hex, int start, out int end, out string? problem)
    {
        end = start;
        return DnsName.Read(Convert.FromHexString(hex), ref end, isNetbios: false, out problem);
    }
}
