using FsCheck.Xunit;
using Portal.Traffic.Captures;
using Portal.Traffic.Fields;
using Portal.Traffic.Inspection;
using Portal.Traffic.Protocols.Dns;
using Portal.Traffic.Tests.Packets;

namespace Portal.Traffic.Tests.Inspection;

public sealed class FrameDissectorTests
{
    [Theory]
    [InlineData("dns/dns-mx.pcap", 1, "10.180.156.185", "DNS", "Standard query 0x4c17 MX mx.com")]
    [InlineData(
        "dns/dns-udp-nxdomain-soa.pcap",
        2,
        "8.8.4.4",
        "DNS",
        "Standard query response 0x8295 No such name A dne.oisf.net SOA ns-110.awsdns-13.com OPT"
    )]
    [InlineData("benign/icmp-ping.pcap", 1, "10.0.0.1", "ICMP", "Echo (ping) request  id=0x881c, seq=0/0, ttl=64")]
    [InlineData("http/get.pcap", 4, "141.142.228.5", "HTTP", "GET /download/CHANGES.bro-aux.txt HTTP/1.1")]
    [InlineData(
        "tls/cert-no-cn.pcap",
        6,
        "192.150.187.39",
        "TLSv1",
        "Server Hello, Certificate, Server Key Exchange, Server Hello Done"
    )]
    public void Lines_of_the_packet_list_read_as_Wireshark_has_them(
        string capture,
        int number,
        string source,
        string protocol,
        string info
    )
    {
        var frame = CorpusFrames.Dissect("captures/" + capture)[number - 1];

        Assert.Equal((source, protocol, info), (frame.Source, frame.Protocol, frame.Info));
    }

    [Theory]
    [InlineData("http/get.pcap")]
    [InlineData("dns/dns-mx.pcap")]
    [InlineData("tls/tls13_psk_succesfull.pcap")]
    [InlineData("benign/icmp-ping.pcap")]
    [InlineData("benign/icmp6-nd-options.pcap")]
    public void Every_named_line_is_in_the_catalogue_with_the_same_kind_and_lies_in_the_frame(string capture)
    {
        var nodes = CorpusFrames.Dissect("captures/" + capture).SelectMany(frame => Flat(frame.Tree)).ToList();

        Assert.NotEmpty(nodes);
        foreach (var node in nodes.Where(node => node.Name.Length > 0))
        {
            Assert.Equal(node.Value.Kind, FieldCatalogue.Find(node.Name)?.Kind);
        }
    }

    [Fact]
    public void A_damaged_message_is_bounded_and_says_that_it_was_cut()
    {
        var dns = new byte[60_000];
        (dns[2], dns[7]) = (0x80, 0);
        (dns[6], dns[7]) = (0x40, 0x00); // 16,384 answers, all of type 0 at the root
        var tree = new FieldTree(dns);

        DnsFields.Add(tree, "dns", 0, dns);

        Assert.Equal(FieldTree.MaxNodes, tree.Flat.Count);
        Assert.True(tree.IsCut);
    }

    [Property(MaxTest = 1000)]
    public void Never_throws_on_random_frames(byte[] bytes, byte linkType, uint length)
    {
        var frame = FrameDissector.Dissect(1, 0, (LinkType)linkType, bytes, length);

        Assert.All(Flat(frame.Tree), node => Assert.InRange(node.Offset + node.Length, 0, bytes.Length));
    }

    [Property(MaxTest = 1000)]
    public void Never_throws_on_a_payload_that_begins_like_a_protocol(byte[] tail, byte start, byte[] damage)
    {
        byte[][] starts =
        [
            "GET /a HTTP/1.1\r\nHost: a\r\n"u8.ToArray(),
            "HTTP/1.1 200 OK\r\nContent-Length: "u8.ToArray(),
            [22, 3, 1, 0, 200, 1, 0, 0, 196, 3, 3],
            [22, 3, 3, 0, 90, 2, 0, 0, 86, 3, 3],
            [21, 3, 3, 0, 2, 2],
        ];
        var bytes = Frames.Tcp([.. starts[start % starts.Length], .. tail]);
        for (var i = 0; i + 1 < damage.Length; i += 2)
        {
            bytes[damage[i] % bytes.Length] = damage[i + 1];
        }
        Assert.NotEmpty(FrameDissector.Dissect(1, 0, LinkType.Ethernet, bytes, (uint)bytes.Length).Tree);

        var tree = new FieldTree(tail);
        DnsFields.Add(tree, "dns", 0, tail);
        Assert.True(tree.Flat.Count <= FieldTree.MaxNodes);
    }

    private static IEnumerable<FieldNode> Flat(IEnumerable<FieldNode> nodes) =>
        nodes.SelectMany(node => Flat(node.Children).Prepend(node));
}
