using Portal.Samples;
using Portal.Traffic.Protocols;
using Portal.Traffic.Protocols.Imap;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Imap;

public sealed class ImapAnalyzerTests
{
    private static readonly (Side Side, byte[] Bytes)[] s_session =
    [
        (Side.Responder, SessionPlay.Bytes("* OK IMAP4rev1 ready\n")),
        (Side.Originator, SessionPlay.Bytes("a1 LOGIN {3}\n")),
        (Side.Responder, SessionPlay.Bytes("+ go\n")),
        (Side.Originator, SessionPlay.Bytes("bob {6}\nsecret\n")),
        (Side.Responder, SessionPlay.Bytes("a1 OK\n")),
        (Side.Originator, SessionPlay.Bytes("a2 FETCH 1 (BODY[] BODY[HEADER])\n")),
        (
            Side.Responder,
            SessionPlay.Bytes("* 1 FETCH (BODY[] {18}\nSubject: x\n\nab\nc BODY[HEADER] {4}\nX: y)\na2 OK\n")
        ),
        (Side.Originator, SessionPlay.Bytes("a3 APPEND Sent (\\Seen) {9}\nA: b\n\nz")),
    ];

    [Fact]
    public void Whole_mails_become_files()
    {
        var play = HostileSession.ByteByByte(new ImapProtocol(), new ScriptedFlow(), s_session).Done();
        Assert.Equal(
            ["IMAP 4 False", "IMAP 1 True"],
            play.Files.Select(file => $"{file.Source} {file.SeenBytes} {file.IsOriginator}")
        );
        Assert.Equal(["imap"], play.Flow.Services);
    }

    [Fact]
    public void After_STARTTLS_the_rest_is_handed_over() =>
        Assert.Equal(
            1,
            new SessionPlay(new ImapProtocol()).Client("x STARTTLS\n").Server("y OK no\nx OK begin\n").Flow.HandOvers
        );

    [Fact]
    public void Damage_never_throws() =>
        Assert.True(HostileSession.Try(new ImapProtocol(), () => new ScriptedFlow(), s_session) > 500);

    [Theory]
    [InlineData("a {12}", 12)]
    [InlineData("a {12+}", 12)]
    [InlineData("a {x}", -1)]
    [InlineData("a {99999999999999999999}", -1)]
    [InlineData("a }", -1)]
    public void A_literal_is_announced_at_the_end_of_a_line(string line, long size) =>
        Assert.Equal(size, ImapLiteral.TryParse(SessionPlay.Bytes(line), out var literal) ? literal.Size : -1);

    [Theory]
    [InlineData("* OK ready\n", Side.Responder, Claim.Yes)]
    [InlineData("* ", Side.Responder, Claim.NeedMore)]
    [InlineData("a CAPABILITY\n", Side.Originator, Claim.Yes)]
    [InlineData("a LOGIN b c\n", Side.Originator, Claim.No)]
    public void Recognised_by_content(string text, Side side, Claim claim) =>
        Assert.Equal(claim, new ImapProtocol().Claims(new ScriptedFlow(), side, SessionPlay.Bytes(text)));

    [Theory]
    [InlineData("tls/imap-starttls.pcap", "imap,ssl")]
    [InlineData("benign/arkime-imap.pcap", "imap")]
    public void The_service_of_a_capture(string capture, string services) =>
        Assert.Contains(
            RecordCollector.Analyze(Corpus.File($"captures/{capture}")).Of(ConnRecord.Table),
            row => row.Service == services
        );
}
