using Portal.Traffic.Protocols;
using Portal.Traffic.Protocols.Socks;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Socks;

public sealed class SocksAnalyzerTests
{
    private static readonly (Side Side, byte[] Bytes)[] s_session5 =
    [
        (Side.Originator, SessionPlay.Hex("05 02 00 02")),
        (Side.Responder, SessionPlay.Hex("05 02")),
        (Side.Originator, SessionPlay.Hex("01 03 626f62 06 736563726574")),
        (Side.Responder, SessionPlay.Hex("01 00")),
        (Side.Originator, SessionPlay.Hex("05 01 00 03 03 612e62 0050")),
        (Side.Responder, SessionPlay.Hex("05 00 00 04 20010db8000000000000000000000001 1234 5858")),
    ];

    private static readonly (Side Side, byte[] Bytes)[] s_session4 =
    [
        (Side.Originator, SessionPlay.Hex("04 01 0016 00000001 6d6500 782e7900")),
        (Side.Responder, SessionPlay.Hex("00 5a 0102 0a000001")),
    ];

    [Fact]
    public void Version_5_with_a_login()
    {
        var play = HostileSession.ByteByByte(new SocksProtocol(), new ScriptedFlow(), s_session5);
        var row = Assert.Single(play.Flow.Collected.Of(SocksRecord.Table));
        Assert.Equal((5, "bob", "succeeded"), (row.Version, row.User, row.Status));
        Assert.Equal((null, "a.b", 80), (row.RequestHost, row.RequestName, row.RequestPort));
        Assert.Equal(("2001:db8::1", null, 0x1234), (row.BoundHost, row.BoundName, row.BoundPort));
        Assert.Equal(["socks"], play.Flow.Services.Distinct());
        Assert.Equal(1, play.Flow.HandOvers);
    }

    [Fact]
    public void What_follows_the_answer_is_handed_over() => Assert.Equal("XX", Play(s_session5).Flow.HandedOver);

    [Fact]
    public void Version_4a()
    {
        var play = HostileSession.ByteByByte(new SocksProtocol(), new ScriptedFlow(), s_session4);
        var row = Assert.Single(play.Flow.Collected.Of(SocksRecord.Table));
        Assert.Equal(
            (4, "me", "x.y", 22, "10.0.0.1", 258),
            (row.Version, row.User, row.RequestName, row.RequestPort, row.BoundHost, row.BoundPort)
        );
    }

    [Theory]
    [InlineData("00 5b 0000 00000000", "general SOCKS server failure")]
    public void A_refusal_is_not_handed_over(string reply, string status)
    {
        var play = Play(s_session4[..1]).Send(Side.Responder, SessionPlay.Hex(reply));
        Assert.Equal(status, Assert.Single(play.Flow.Collected.Of(SocksRecord.Table)).Status);
        Assert.Equal(0, play.Flow.HandOvers);
    }

    [Fact]
    public void Damage_never_throws()
    {
        Assert.True(HostileSession.Try(new SocksProtocol(), () => new ScriptedFlow(), s_session5) > 200);
        Assert.True(HostileSession.Try(new SocksProtocol(), () => new ScriptedFlow(), s_session4) > 200);
    }

    [Theory]
    [InlineData("05", Claim.NeedMore)]
    [InlineData("05 01", Claim.NeedMore)]
    [InlineData("05 01 00", Claim.Yes)]
    [InlineData("05 01 00 00", Claim.No)]
    [InlineData("05 00 0b", Claim.No)]
    [InlineData("04 01 0050 01020304 00", Claim.Yes)]
    [InlineData("04 01 0050 00000001 00 61", Claim.NeedMore)]
    [InlineData("04 01 0050 01020304 00 00", Claim.No)]
    [InlineData("04 07", Claim.No)]
    public void Recognised_by_the_first_message(string bytes, Claim claim) =>
        Assert.Equal(claim, new SocksProtocol().Claims(new ScriptedFlow(), Side.Originator, SessionPlay.Hex(bytes)));

    private static SessionPlay Play((Side Side, byte[] Bytes)[] session)
    {
        var play = new SessionPlay(new SocksProtocol());
        foreach (var (side, bytes) in session)
        {
            play.Send(side, bytes);
        }
        return play;
    }
}
