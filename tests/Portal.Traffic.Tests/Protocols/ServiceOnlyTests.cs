using System.Text;
using Portal.Traffic.Protocols;

namespace Portal.Traffic.Tests.Protocols;

/// <summary>Protocols of which only the name is recorded.</summary>
public sealed class ServiceOnlyTests
{
    [Theory]
    [InlineData("M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\n", 1900, Claim.Yes)]
    [InlineData("NOTIFY * HTTP/1.1\r\n", 50000, Claim.Yes)]
    [InlineData("HTTP/1.1 200 OK\r\nST: upnp:rootdevice\r\nUSN: uuid:1\r\n", 50000, Claim.Yes)]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n", 50000, Claim.No)]
    [InlineData("GET / HTTP/1.1\r\n", 1900, Claim.No)]
    public void Ssdp_is_told_by_its_first_line(string text, int port, Claim claim) =>
        Assert.Equal(claim, Ask("ssdp", Transports.Udp, port, Encoding.ASCII.GetBytes(text)));

    [Theory]
    [InlineData("d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe", Claim.Yes)]
    [InlineData("d1:rd2:id20:mnopqrstuvwxyz123456e1:t2:aa1:y1:re", Claim.Yes)]
    [InlineData("d1:eli201e23:A Generic Error Ocurrede1:t2:aa1:y1:ee", Claim.Yes)]
    [InlineData("d1:ad2:id20:abcdefghij", Claim.No)]
    public void The_hash_table_of_BitTorrent_is_bencoded(string text, Claim claim) =>
        Assert.Equal(claim, Ask("bittorrent", Transports.Udp, 6881, Encoding.ASCII.GetBytes(text)));

    [Theory]
    [InlineData("0000041727101980 00000000 12345678", Claim.Yes)]
    [InlineData("0000041727101980 00000001 12345678", Claim.No)]
    [InlineData("4100ABCD 00112233 00000000 00010000 0001 0000", Claim.Yes)]
    [InlineData("4102ABCD 00112233 00000000 00010000 0001 0000 0008 0000000000000000", Claim.Yes)]
    [InlineData("4100ABCD 00112233 00000001 00010000 0001 0000", Claim.No)]
    public void Trackers_and_uTP_have_numbers_of_their_own(string hex, Claim claim) =>
        Assert.Equal(claim, Ask("bittorrent", Transports.Udp, 6881, ProtocolPlay.Bytes(hex)));

    [Theory]
    [InlineData("\u0013BitTorrent protocol\0\0\0\0", Claim.Yes)]
    [InlineData("\u0013BitTor", Claim.NeedMore)]
    [InlineData("\u0013BitTorment", Claim.No)]
    public void Peers_of_BitTorrent_greet(string text, Claim claim) =>
        Assert.Equal(claim, Ask("bittorrent", Transports.Tcp, 6881, Encoding.Latin1.GetBytes(text)));

    [Theory]
    [InlineData("01 ABCDEF 0008 0002 0000 0001 0000", 547, Claim.Yes)]
    [InlineData("01 ABCDEF 0008 0002 0000 0001 0000", 5470, Claim.No)]
    [InlineData("01 ABCDEF 0008 0003 0000", 547, Claim.No)]
    [InlineData("0C 00 20010DB8000000000000000000000001 FE800000000000000000000000000001 0009 0000", 547, Claim.Yes)]
    public void Dhcpv6_has_options_that_fill_it(string hex, int port, Claim claim) =>
        Assert.Equal(claim, Ask("dhcpv6", Transports.Udp, port, ProtocolPlay.Bytes(hex)));

    [Fact]
    public void The_name_is_confirmed_once()
    {
        var protocol = ProtocolCatalogue.All.Single(protocol => protocol.Name == "ssdp");
        var flow = ProtocolPlay.Udp(
            protocol,
            ProtocolPlay.Ports(40000, 1900),
            (Side.Originator, "4D"),
            (Side.Responder, "4D")
        );
        Assert.Equal(["ssdp"], flow.Services);
    }

    private static Claim Ask(string name, Transports transport, int port, byte[] bytes) =>
        ProtocolCatalogue
            .All.Single(protocol => protocol.Name == name)
            .Claims(new ScriptedFlow(ProtocolPlay.Ports(40000, port), transport), Side.Originator, bytes);
}
