using Portal.Traffic.Protocols;
using Portal.Traffic.Protocols.Ftp;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Ftp;

public sealed class FtpAnalyzerTests
{
    private static readonly ConnectionId s_id = new("10.0.0.1", 50000, "198.51.100.7", 21);

    private static readonly (Side Side, byte[] Bytes)[] s_session =
    [
        (Side.Responder, SessionPlay.Bytes("220-Welcome\n220 ready\n")),
        (Side.Originator, SessionPlay.Bytes("USER anonymous\n")),
        (Side.Responder, SessionPlay.Bytes("331 send your address\n")),
        (Side.Originator, SessionPlay.Bytes("PASS me@example.com\n")),
        (Side.Responder, SessionPlay.Bytes("230 in\n")),
        (Side.Originator, SessionPlay.Bytes("CWD pub/a/..\n")),
        (Side.Responder, SessionPlay.Bytes("250 ok\n")),
        (Side.Originator, SessionPlay.Bytes("PASV\n")),
        (Side.Responder, SessionPlay.Bytes("227 Entering Passive Mode (198,51,100,7,4,1).\n")),
        (Side.Originator, SessionPlay.Bytes("RETR x.bin\n")),
        (Side.Responder, SessionPlay.Bytes("150 Opening data connection for x.bin (12 bytes)\n")),
        (Side.Responder, SessionPlay.Bytes("226 done\n")),
        (Side.Originator, SessionPlay.Bytes("QUIT\n")),
        (Side.Responder, SessionPlay.Bytes("221 bye\n")),
    ];

    [Fact]
    public void A_transfer_has_its_command_its_size_and_its_data_connection()
    {
        var play = Play(s_session).Done();
        var rows = play.Flow.Collected.Of(FtpRecord.Table);
        Assert.Equal(["PASV", "RETR"], rows.Select(row => row.Command));
        Assert.Equal(
            (true, "10.0.0.1", "198.51.100.7", 1025),
            (rows[0].IsPassive, rows[0].DataOriginator, rows[0].DataResponder, rows[0].DataPort)
        );
        Assert.Equal(
            ("ftp://198.51.100.7/./pub/x.bin", 12, 226, "done"),
            (rows[1].Argument, rows[1].FileSize, rows[1].ReplyCode, rows[1].ReplyMessage)
        );
        Assert.Equal(("anonymous", "m…(14)"), (rows[1].User, rows[1].Password));
        Assert.Null(rows[1].IsPassive);
        Assert.Equal(["ftp"], play.Flow.Services);
    }

    [Fact]
    public void Segments_of_any_size_give_the_same_rows() =>
        Assert.Equal(
            Play(s_session).Done().Flow.Collected.Of(FtpRecord.Table).Select(row => row.Argument),
            HostileSession
                .ByteByByte(new FtpProtocol(), new ScriptedFlow(s_id), s_session)
                .Done()
                .Flow.Collected.Of(FtpRecord.Table)
                .Select(row => row.Argument)
        );

    [Fact]
    public void The_file_of_the_data_connection_stands_in_the_row_of_its_command()
    {
        var play = Play(s_session[..10]);
        var expected = Assert.Single(play.Flow.Expected);
        Assert.Equal(("ftp-data", 1025), (expected.Service, expected.ResponderPort));
        Assert.Equal(play.Flow.ResponderAddress, expected.Responder);
        var data = new ScriptedFlow(new ConnectionId("10.0.0.1", 50001, "198.51.100.7", 1025));
        var analyzer = expected.Start(data);
        analyzer.OnData(Side.Responder, "hello world!"u8, data.NextFrame());
        analyzer.OnDone();
        play.Server("226 done\n").Done();
        var file = Assert.Single(data.Collected.Of(FilesRecord.Table));
        var row = play.Flow.Collected.Of(FtpRecord.Table)[^1];
        Assert.Equal(("FTP_DATA", 12, "text/plain"), (file.Source, file.SeenBytes, file.MimeType));
        Assert.Equal((file.Fuid, "text/plain"), (row.Fuid, row.MimeType));
    }

    [Fact]
    public void A_password_of_an_account_is_hidden_in_both_its_columns()
    {
        var play = new SessionPlay(new FtpProtocol(), new ScriptedFlow(s_id))
            .Client("USER alice\n")
            .Server("331 password\n")
            .Client("PASS secret\n")
            .Server("530 no\n")
            .Done();
        var row = Assert.Single(play.Flow.Collected.Of(FtpRecord.Table));
        Assert.Equal(("PASS", "<hidden>", "<hidden>"), (row.Command, row.Argument, row.Password));
    }

    [Fact]
    public void After_AUTH_TLS_the_rest_is_handed_over()
    {
        var play = new SessionPlay(new FtpProtocol(), new ScriptedFlow(s_id))
            .Client("AUTH TLS\n")
            .Server("234 go\n\u0016\u0003");
        Assert.Equal((1, "\u0016\u0003"), (play.Flow.HandOvers, play.Flow.HandedOver));
    }

    [Fact]
    public void A_lost_command_costs_no_other()
    {
        var play = Play(s_session[..9]).Gap(Side.Originator, 12).Client("DELE y\n").Server("250 gone\n").Done();
        var rows = play.Flow.Collected.Of(FtpRecord.Table);
        Assert.Equal(["PASV", "DELE"], rows.Select(row => row.Command));
        Assert.Equal("gone", rows[^1].ReplyMessage);
    }

    [Fact]
    public void Damage_never_throws() =>
        Assert.True(HostileSession.Try(new FtpProtocol(), () => new ScriptedFlow(s_id), s_session) > 1000);

    [Theory]
    [InlineData("127,0,0,1,4,1", "127.0.0.1", 1025)]
    [InlineData("Entering (10,2,3,4,255,255).", "10.2.3.4", 65535)]
    [InlineData("1,2,3,4,5", null, 0)]
    [InlineData("1,2,3,4,5,256", null, 0)]
    public void Six_numbers_are_an_address(string text, string? host, int port)
    {
        Assert.Equal(host is not null, FtpAddress.TryParseNumbers(SessionPlay.Bytes(text), out var address));
        Assert.Equal((host, port), (address.Host?.ToString(), address.Port));
    }

    [Theory]
    [InlineData("|1|10.1.2.3|1025|", "10.1.2.3", 1025)]
    [InlineData("|2|2001:db8::1|99|", "2001:db8::1", 99)]
    [InlineData("Entering (|||6446|)", null, 6446)]
    [InlineData("(|||0|)", null, 0)]
    [InlineData("|||", null, 0)]
    public void The_extended_form_is_an_address(string text, string? host, int port)
    {
        Assert.Equal(port != 0, FtpAddress.TryParseExtended(SessionPlay.Bytes(text), out var address));
        Assert.Equal((host, port), (address.Host?.ToString(), address.Port));
    }

    [Theory]
    [InlineData(21, "220 hello\n", Side.Responder, Claim.Yes)]
    [InlineData(2121, "220 My FTP server\n", Side.Responder, Claim.Yes)]
    [InlineData(2121, "220 mail ESMTP\n", Side.Responder, Claim.NeedMore)]
    [InlineData(2121, "USER alice\n", Side.Originator, Claim.Yes)]
    [InlineData(2121, "USER alice 0 * :Alice\n", Side.Originator, Claim.No)]
    [InlineData(2121, "EHLO x\n", Side.Originator, Claim.No)]
    [InlineData(80, "HTTP/1.1 200 OK\n", Side.Responder, Claim.No)]
    public void Recognised_by_content(int port, string text, Side side, Claim claim)
    {
        var flow = new ScriptedFlow(s_id with { ResponderPort = port });
        Assert.Equal(claim, new FtpProtocol().Claims(flow, side, SessionPlay.Bytes(text)));
    }

    private static SessionPlay Play((Side Side, byte[] Bytes)[] session)
    {
        var play = new SessionPlay(new FtpProtocol(), new ScriptedFlow(s_id));
        foreach (var (side, bytes) in session)
        {
            play.Send(side, bytes);
        }
        return play;
    }
}
