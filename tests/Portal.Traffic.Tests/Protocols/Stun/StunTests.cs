using Portal.Traffic.Protocols;
using Portal.Traffic.Protocols.Stun;

namespace Portal.Traffic.Tests.Protocols.Stun;

public sealed class StunTests
{
    private const string Binding = "0001 0000 2112A442 000102030405060708090A0B";

    [Theory]
    [InlineData(40000, Binding, Claim.Yes)]
    [InlineData(40000, Binding + "00", Claim.No)]
    [InlineData(40000, "0001 0001 2112A442 000102030405060708090A0B 00", Claim.No)]
    [InlineData(40000, "4001 0000 2112A442 000102030405060708090A0B", Claim.No)]
    [InlineData(40000, "0001 0000 00010203 0405060708090A0B0C0D0E0F", Claim.No)]
    [InlineData(3478, "0001 0000 00010203 0405060708090A0B0C0D0E0F", Claim.Yes)]
    public void Datagrams_are_told_by_length_and_magic(int port, string hex, Claim claim) =>
        Assert.Equal(claim, Ask(Transports.Udp, port, hex));

    [Theory]
    [InlineData("0001 0008 2112A442 0001020304050607", Claim.NeedMore)]
    [InlineData("0001 0008 2112A442 000102030405060708090A0B", Claim.Yes)]
    [InlineData("0001 0007", Claim.No)]
    [InlineData("1603 0100", Claim.No)]
    public void Streams_may_come_in_pieces(string hex, Claim claim) =>
        Assert.Equal(claim, Ask(Transports.Tcp, 3478, hex));

    [Fact]
    public void A_handshake_behind_the_search_for_a_way_is_handed_on()
    {
        var flow = ProtocolPlay.Udp(
            new StunProtocol(),
            ProtocolPlay.Ports(40000, 50000),
            (Side.Originator, Binding),
            (Side.Responder, "80 00"),
            (Side.Originator, "16 FEFF")
        );

        Assert.Equal(["stun"], flow.Services);
        Assert.Equal((1, "\u0016\u00FE\u00FF"), (flow.HandOvers, flow.HandedOver));
    }

    private static Claim Ask(Transports transport, int port, string hex) =>
        new StunProtocol().Claims(
            new ScriptedFlow(ProtocolPlay.Ports(40000, port), transport),
            Side.Originator,
            ProtocolPlay.Bytes(hex)
        );
}
