using Portal.Traffic.Protocols;
using Portal.Traffic.Protocols.Smtp;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Smtp;

public sealed class SmtpAnalyzerTests
{
    private static readonly ConnectionId s_id = new("10.0.0.1", 50000, "198.51.100.7", 25);

    private static readonly (Side Side, byte[] Bytes)[] s_session =
    [
        (Side.Responder, SessionPlay.Bytes("220 mx ESMTP\n")),
        (Side.Originator, SessionPlay.Bytes("EHLO me\n")),
        (Side.Responder, SessionPlay.Bytes("250-mx\n250 STARTTLS\n")),
        (
            Side.Originator,
            SessionPlay.Bytes("MAIL FROM:<a@x.org> SIZE=9\nRCPT TO:<b@y.org>\nRCPT TO:<c@y.org>\nDATA\n")
        ),
        (Side.Responder, SessionPlay.Bytes("250 1\n250 2\n250 3\n354 go\n")),
        (
            Side.Originator,
            SessionPlay.Bytes(
                "Received: from u (p [93.184.216.34])\n\tby v; now\nReceived: from w ([192.168.0.9])\nFrom: A <a@x.org>\nTo: \"B, b\" <b@y.org>,c@y.org\nSubject: hi\nX-Originating-IP: [203.0.113.5]\nUser-Agent: probe\n\n..dot\nbye\n.\n"
            )
        ),
        (Side.Responder, SessionPlay.Bytes("250 queued\n")),
        (Side.Originator, SessionPlay.Bytes("QUIT\n")),
        (Side.Responder, SessionPlay.Bytes("221 bye\n")),
    ];

    [Fact]
    public void A_mail_has_its_envelope_its_headers_and_its_file()
    {
        var play = Play(s_session).Done();
        var row = Assert.Single(play.Flow.Collected.Of(SmtpRecord.Table));
        Assert.Equal((1, "me", "a@x.org", "250 queued"), (row.Depth, row.Helo, row.MailFrom, row.LastReply));
        Assert.Equal(["b@y.org", "c@y.org"], row.RecipientsTo);
        Assert.Equal(["\"B, b\" <b@y.org>", "c@y.org"], row.To);
        Assert.Equal(
            ("A <a@x.org>", "hi", "203.0.113.5", "probe"),
            (row.From, row.Subject, row.OriginatingAddress, row.UserAgent)
        );
        Assert.Equal("from w ([192.168.0.9])", row.FirstReceived);
        Assert.Equal(["198.51.100.7", "10.0.0.1", "93.184.216.34"], row.Path);
        var file = Assert.Single(play.Files);
        Assert.Equal([file.Fuid], row.Fuids);
        Assert.Equal(("SMTP", 11, 1), (file.Source, file.SeenBytes, file.Depth));
        Assert.Equal(["smtp"], play.Flow.Services);
    }

    [Fact]
    public void Segments_of_any_size_give_the_same_file() =>
        Assert.Equal(
            Play(s_session).Done().Files.Select(file => file.Sha256),
            HostileSession
                .ByteByByte(new SmtpProtocol(), new ScriptedFlow(s_id), s_session)
                .Done()
                .Files.Select(file => file.Sha256)
        );

    [Fact]
    public void Chunks_are_put_together()
    {
        var play = Play(s_session[..3])
            .Client("MAIL FROM:<a@x.org>\nBDAT 12\nSubject: q\nBDAT 9 LAST\n\nfirst\n.")
            .Server("250 1\n250 2\n250 3\n")
            .Done();
        var row = Assert.Single(play.Flow.Collected.Of(SmtpRecord.Table));
        Assert.Equal(("q", "250 3"), (row.Subject, row.LastReply));
        Assert.Equal(7, Assert.Single(play.Files).SeenBytes);
    }

    [Fact]
    public void Two_mails_are_two_rows()
    {
        var play = Play([.. s_session[..7], .. s_session[3..]]).Done();
        Assert.Equal([1, 2], play.Flow.Collected.Of(SmtpRecord.Table).Select(row => row.Depth));
        Assert.Equal([1, 2], play.Files.Select(file => file.Depth));
    }

    [Fact]
    public void After_STARTTLS_the_rest_is_handed_over()
    {
        var play = Play(s_session[..3]).Client("STARTTLS\n").Server("220 go\n").Stop();
        Assert.Equal(1, play.Flow.HandOvers);
        Assert.True(Assert.Single(play.Flow.Collected.Of(SmtpRecord.Table)).IsTls);
    }

    [Fact]
    public void A_refused_DATA_leaves_the_session_in_commands()
    {
        var play = Play(s_session[..3])
            .Client("DATA\n")
            .Server("503 no\n")
            .Client("MAIL FROM:<z@x.org>\n")
            .Server("250 ok\n")
            .Done();
        Assert.Equal("z@x.org", Assert.Single(play.Flow.Collected.Of(SmtpRecord.Table)).MailFrom);
        Assert.Empty(play.Files);
    }

    [Fact]
    public void A_gap_in_a_mail_is_a_gap_in_its_file()
    {
        var play = Play(s_session[..5])
            .Client("X: y\n\nabc\n")
            .Gap(Side.Originator, 100)
            .Client("def\n.\n")
            .Server("250 ok\n");
        Assert.Equal(100, Assert.Single(play.Files).MissingBytes);
    }

    [Fact]
    public void Secrets_of_AUTH_are_in_no_row()
    {
        var play = Play(s_session[..3])
            .Client("AUTH LOGIN\n")
            .Server("334 VXNlcm5hbWU6\n")
            .Client("c2VjcmV0\n")
            .Server("535 no\n")
            .Done();
        Assert.Empty(play.Flow.Collected.Of(SmtpRecord.Table));
    }

    [Fact]
    public void Damage_never_throws() =>
        Assert.True(HostileSession.Try(new SmtpProtocol(), () => new ScriptedFlow(s_id), s_session) > 1000);

    [Theory]
    [InlineData(25, "220 hello\n", Side.Responder, Claim.Yes)]
    [InlineData(2500, "220 hello\n", Side.Responder, Claim.NeedMore)]
    [InlineData(2500, "220 hello ESMTP\n", Side.Responder, Claim.Yes)]
    [InlineData(2500, "EHLO x\n", Side.Originator, Claim.Yes)]
    [InlineData(2500, "GET / HTTP/1.1\n", Side.Originator, Claim.No)]
    public void Recognised_by_content(int port, string text, Side side, Claim claim)
    {
        var flow = new ScriptedFlow(s_id with { ResponderPort = port });
        Assert.Equal(claim, new SmtpProtocol().Claims(flow, side, SessionPlay.Bytes(text)));
    }

    private static SessionPlay Play((Side Side, byte[] Bytes)[] session)
    {
        var play = new SessionPlay(new SmtpProtocol(), new ScriptedFlow(s_id));
        foreach (var (side, bytes) in session)
        {
            play.Send(side, bytes);
        }
        return play;
    }
}
