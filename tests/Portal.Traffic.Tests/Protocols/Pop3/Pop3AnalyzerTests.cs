using Portal.Traffic.Protocols;
using Portal.Traffic.Protocols.Pop3;

namespace Portal.Traffic.Tests.Protocols.Pop3;

public sealed class Pop3AnalyzerTests
{
    private static readonly (Side Side, byte[] Bytes)[] s_session =
    [
        (Side.Responder, SessionPlay.Bytes("+OK ready\n")),
        (Side.Originator, SessionPlay.Bytes("AUTH PLAIN\n")),
        (Side.Responder, SessionPlay.Bytes("+ \n")),
        (Side.Originator, SessionPlay.Bytes("c2VjcmV0\n")),
        (Side.Responder, SessionPlay.Bytes("+OK in\n")),
        (Side.Originator, SessionPlay.Bytes("LIST\nRETR 1\n")),
        (Side.Responder, SessionPlay.Bytes("+OK\n1 100\n.\n+OK follows\nSubject: x\n\n..a\nb\n.\n")),
        (Side.Originator, SessionPlay.Bytes("QUIT\n")),
        (Side.Responder, SessionPlay.Bytes("+OK bye\n")),
    ];

    [Fact]
    public void A_fetched_mail_becomes_a_file()
    {
        var play = HostileSession.ByteByByte(new Pop3Protocol(), new ScriptedFlow(), s_session).Done();
        var file = Assert.Single(play.Files);
        Assert.Equal(("POP3", 7, false), (file.Source, file.SeenBytes, file.IsOriginator));
        Assert.Equal(["pop3"], play.Flow.Services);
    }

    [Fact]
    public void After_STLS_the_rest_is_handed_over() =>
        Assert.Equal(
            1,
            new SessionPlay(new Pop3Protocol()).Server("+OK hi\n").Client("STLS\n").Server("+OK go\n").Flow.HandOvers
        );

    [Fact]
    public void Damage_never_throws() =>
        Assert.True(HostileSession.Try(new Pop3Protocol(), () => new ScriptedFlow(), s_session) > 500);

    [Theory]
    [InlineData("+OK ready\n", Side.Responder, Claim.Yes)]
    [InlineData("+OK\n", Side.Responder, Claim.No)]
    [InlineData("+O", Side.Responder, Claim.NeedMore)]
    [InlineData("CAPA\n", Side.Originator, Claim.Yes)]
    [InlineData("USER x\n", Side.Originator, Claim.No)]
    public void Recognised_by_content(string text, Side side, Claim claim) =>
        Assert.Equal(claim, new Pop3Protocol().Claims(new ScriptedFlow(), side, SessionPlay.Bytes(text)));
}
