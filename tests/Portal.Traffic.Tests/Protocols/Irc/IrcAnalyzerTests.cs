using Portal.Traffic.Protocols;
using Portal.Traffic.Protocols.Irc;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Irc;

public sealed class IrcAnalyzerTests
{
    private static readonly (Side Side, byte[] Bytes)[] s_session =
    [
        (Side.Originator, SessionPlay.Bytes("NICK one\nUSER u h s :Real Name\n")),
        (Side.Responder, SessionPlay.Bytes(":srv 001 one :Welcome\n")),
        (Side.Originator, SessionPlay.Bytes("JOIN #a,#b secret\nNICK two\n")),
        (Side.Responder, SessionPlay.Bytes(":x!y@z JOIN #a\n")),
        (Side.Originator, SessionPlay.Bytes("PRIVMSG you :\u0001DCC SEND \"a b.bin\" 167772161 5000 12\u0001\n")),
    ];

    [Fact]
    public void The_clients_commands_are_rows()
    {
        var play = HostileSession.ByteByByte(new IrcProtocol(), new ScriptedFlow(), s_session).Done();
        Assert.Equal(
            [
                "NICK one ,  ",
                "USER u h s RealName , one ",
                "JOIN #a  with channel key: '<hidden>', one u",
                "JOIN #b , one u",
                "NICK two , one u",
            ],
            play.Flow.Collected.Of(IrcRecord.Table)
                .Select(row => $"{row.Command} {row.Value} {row.Additional}, {row.Nick} {row.User}")
        );
        Assert.Equal(["irc"], play.Flow.Services);
    }

    [Fact]
    public void A_file_that_is_offered_has_a_row_when_it_comes()
    {
        var play = new SessionPlay(new IrcProtocol());
        foreach (var (side, bytes) in s_session)
        {
            play.Send(side, bytes);
        }
        var expected = Assert.Single(play.Flow.Expected);
        Assert.Equal(
            ("10.0.0.1", 5000, null),
            (expected.Responder.ToString(), expected.ResponderPort, expected.Originator)
        );
        var data = new ScriptedFlow();
        var analyzer = expected.Start(data);
        analyzer.OnData(Side.Responder, "hello world!"u8, data.NextFrame());
        analyzer.OnDone();
        var row = play.Flow.Collected.Of(IrcRecord.Table)[^1];
        Assert.Equal(
            ("DCC", "a b.bin", 12, "text/plain"),
            (row.Command, row.DccFileName, row.DccFileSize, row.DccMimeType)
        );
        Assert.Equal(Assert.Single(data.Collected.Of(FilesRecord.Table)).Fuid, row.Fuid);
    }

    [Theory]
    [InlineData("\u0001DCC SEND f 0 0 5\u0001")]
    [InlineData("\u0001DCC SEND f 999999999999 80\u0001")]
    [InlineData("\u0001DCC SEND\u0001")]
    [InlineData("\u0001DCC CHAT chat 1 2\u0001")]
    public void What_is_no_offer_is_refused(string text) => Assert.False(IrcDcc.TryParse(text, out _));

    [Fact]
    public void Damage_never_throws() =>
        Assert.True(HostileSession.Try(new IrcProtocol(), () => new ScriptedFlow(), s_session) > 500);

    [Theory]
    [InlineData("USER u h s :n\n", Side.Originator, Claim.Yes)]
    [InlineData("NICK a\nUSER u h s :n\n", Side.Originator, Claim.Yes)]
    [InlineData("NICK a\n", Side.Originator, Claim.NeedMore)]
    [InlineData("USER alice\n", Side.Originator, Claim.No)]
    [InlineData("CAP LS 302\n", Side.Originator, Claim.Yes)]
    [InlineData(":srv NOTICE * :*** Looking up\n", Side.Responder, Claim.Yes)]
    [InlineData("GET / HTTP/1.1\n", Side.Originator, Claim.No)]
    public void Recognised_by_content(string text, Side side, Claim claim) =>
        Assert.Equal(claim, new IrcProtocol().Claims(new ScriptedFlow(), side, SessionPlay.Bytes(text)));
}
