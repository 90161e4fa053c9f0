using Portal.Traffic.Protocols.Ftp;
using Portal.Traffic.Protocols.Http;
using Portal.Traffic.Protocols.Imap;
using Portal.Traffic.Protocols.Irc;
using Portal.Traffic.Protocols.Pop3;
using Portal.Traffic.Protocols.Redis;
using Portal.Traffic.Protocols.Smtp;
using Portal.Traffic.Protocols.Telnet;

namespace Portal.Traffic.Tests.Protocols;

/// <summary>What the text protocols show of passwords, and what their servers say to them.</summary>
public sealed class LogonsInTextTests
{
    // printf '\0ann\0secret99' | base64, and so on
    private const string Plain = "AGFubgBzZWNyZXQ5OQ==";

    [Fact]
    public void Ftp() =>
        Assert.Equal(
            ["ann w…(5) False 530", "ann s…(8) True 230", "anonymous m…(12) True 230"],
            new SessionPlay(new FtpProtocol())
                .Server("220 FTP\n")
                .Client("USER ann\n")
                .Server("331 word?\n")
                .Client("PASS wrong\n")
                .Server("530 no\n")
                .Client("USER ann\n")
                .Server("331 word?\n")
                .Client("PASS secret99\n")
                .Server("230-hello\n230 in\n")
                .Client("USER anonymous\n")
                .Server("331 word?\n")
                .Client("PASS me@home.test\n")
                .Server("230 in\n")
                .Done()
                .Logons()
        );

    [Fact]
    public void Pop3() =>
        Assert.Equal(
            ["ann s…(8) False -ERR", "bob s…(10) True +OK", "cat …(32 bytes) True +OK"],
            new SessionPlay(new Pop3Protocol())
                .Server("+OK <1896.697170952@dbc.example>\n")
                .Client("USER ann\n")
                .Server("+OK\n")
                .Client("PASS secret99\n")
                .Server("-ERR\n")
                .Client("USER bob\nPASS secret 99!\n")
                .Server("+OK\n+OK\n")
                .Client("APOP cat c4c9334bac560ecc979e58001b3e22fb\n")
                .Server("+OK\n")
                .Logons()
        );

    [Fact]
    public void Pop3_with_SASL() =>
        Assert.Equal(
            ["ann s…(8) True +OK", "ann w…(5) False -ERR"],
            new SessionPlay(new Pop3Protocol())
                .Server("+OK hi\n")
                .Client($"AUTH PLAIN {Plain}\n")
                .Server("+OK in\n")
                .Client("AUTH LOGIN\n")
                .Server("+ VXNlcm5hbWU6\n")
                .Client("YW5u\n")
                .Server("+ UGFzc3dvcmQ6\n")
                .Client("d3Jvbmc=\n")
                .Server("-ERR no\n")
                .Logons()
        );

    [Fact]
    public void Smtp() =>
        Assert.Equal(
            ["ann w…(5) False 535", "ann s…(8) True 235", "tim …(32 bytes) True 235", "tok a…(13) - 454"],
            new SessionPlay(new SmtpProtocol())
                .Server("220 mail\n")
                .Client("EHLO me\n")
                .Server("250-mail\n250 AUTH LOGIN PLAIN CRAM-MD5\n")
                .Client("AUTH LOGIN\n")
                .Server("334 VXNlcm5hbWU6\n")
                .Client("YW5u\n")
                .Server("334 UGFzc3dvcmQ6\n")
                .Client("d3Jvbmc=\n")
                .Server("535 no\n")
                .Client($"auth plain {Plain}\n")
                .Server("235 in\n")
                .Client("AUTH CRAM-MD5\n")
                .Server("334 PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+\n")
                .Client("dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw\n") // RFC 2195 §2
                .Server("235 in\n")
                // user=tok ^A auth=Bearer abcdefghijklm ^A ^A
                .Client("AUTH XOAUTH2 dXNlcj10b2sBYXV0aD1CZWFyZXIgYWJjZGVmZ2hpamtsbQEB\n")
                .Server("454 later\n")
                .Client("MAIL FROM:<ann@x.test>\n")
                .Done()
                .Logons()
        );

    [Fact]
    public void Imap() =>
        Assert.Equal(
            ["ann s…(8) False NO", "bob b…(9) True OK", "a \"b\\ q…(8) - BAD", "ann s…(8) True OK"],
            new SessionPlay(new ImapProtocol())
                .Server("* OK IMAP4rev1\n")
                .Client("a1 LOGIN ann secret99\n")
                .Server("a1 NO wrong\n")
                .Client("a2 LOGIN {3}\n")
                .Server("+ go on\n")
                .Client("bob {9}\n")
                .Server("+ go on\n")
                .Client("bob's one\n")
                .Server("* CAPABILITY IMAP4rev1\na2 OK in\n")
                .Client("a3 login \"a \\\"b\\\\\" \"quoted 1\"\n")
                .Server("a3 BAD what\n")
                .Client("a4 AUTHENTICATE PLAIN\n")
                .Server("+ \n")
                .Client($"{Plain}\n")
                .Server("a4 OK in\n")
                .Logons()
        );

    [Fact]
    public void Telnet_finds_prompts_and_takes_back_what_was_rubbed_out()
    {
        var play = new SessionPlay(new TelnetProtocol()).Send(Side.Responder, [0xFF, 0xFD, 0x18, 0xFF, 0xFB, 0x01]);
        play.Send(Side.Originator, [0xFF, 0xFA, 0x18, 0, 0x61, 0x62, 0xFF, 0xF0]).Server("\nhost login: ");
        foreach (var letter in "ann")
        {
            play.Client($"{letter}").Server($"{letter}"); // the host echoes
        }
        play.Client("\n").Server("\nPassword: ").Client("wrobg\b\b").Client("ng\n").Server("\n");
        play.Server("Login incorrect\nhost login: ").Client("ann\n").Server("ann\nPassword: ");
        play.Client("secret99\n").Server("\nLast login: Mon\n\u001b[1mann@host\u001b[0m:~$ ").Client("passwd: no\n");
        Assert.Equal(["ann w…(5) False", "ann s…(8) True"], play.Logons());
        Assert.Equal(["telnet"], play.Flow.Services);
    }

    [Fact]
    public void Irc() =>
        Assert.Equal(
            ["s…(8) True 001", "root t…(6) False 464", "ann n…(10) -", "ann s…(8) True 903"],
            new SessionPlay(new IrcProtocol())
                .Client("PASS :secret99\nNICK ann\nUSER ann 0 * :Ann\n")
                .Server(":x 001 ann :hello\n")
                .Client("OPER root toomuc\n")
                .Server(":x 464 ann :no\n")
                .Client("PRIVMSG NickServ :IDENTIFY nickserver\n")
                .Client("AUTHENTICATE PLAIN\n")
                .Server("AUTHENTICATE +\n")
                .Client($"AUTHENTICATE {Plain}\n")
                .Server(":x 903 ann :in\n")
                .Logons()
        );

    [Fact]
    public void Redis() =>
        Assert.Equal(
            ["s…(8) True OK", "ann w…(5) False error", "bob s…(8) True OK"],
            new SessionPlay(new RedisProtocol())
                .Client("*2\n$4\nAUTH\n$8\nsecret99\n")
                .Server("+OK\n")
                .Client("*3\n$4\nauth\n$3\nann\n$5\nwrong\n")
                .Server("-WRONGPASS\n")
                .Client("*5\n$5\nHELLO\n$1\n3\n$4\nAUTH\n$3\nbob\n$8\nsecret99\n")
                .Server("+OK\n")
                .Done()
                .Logons()
        );

    [Fact]
    public void Http_headers() =>
        Assert.Equal(
            ["ann s…(8) False 401", "ann s…(8) True 200", "ann …(32 bytes) True 200", "t…(12) - 500"],
            new SessionPlay(new HttpProtocol())
                .Client("GET / HTTP/1.1\nAuthorization: Basic YW5uOnNlY3JldDk5\nHost: a\n\n") // ann:secret99
                .Server("HTTP/1.1 401 no\nContent-Length: 0\n\n")
                .Client("GET / HTTP/1.1\nHost: b\nProxy-Authorization: basic YW5uOnNlY3JldDk5\n\n")
                .Server("HTTP/1.1 200 OK\nContent-Length: 0\n\n")
                .Client(
                    "GET / HTTP/1.1\nHost: b\nAuthorization: Digest username=\"ann\", realm=\"r, s\", nonce=\"n\", uri=\"/\", "
                        + "response=\"6629fae49393a05397450978507c4ef1\"\n\n"
                )
                .Server("HTTP/1.1 100 Continue\n\nHTTP/1.1 200 OK\nContent-Length: 0\n\n")
                .Client("GET / HTTP/1.1\nHost: b\nAuthorization: Bearer tokentokento\n\n")
                .Server("HTTP/1.1 500 broken\nContent-Length: 0\n\n")
                .Done()
                .Logons()
        );

    [Fact]
    public void Http_forms_in_the_body_in_JSON_and_in_the_query()
    {
        var rows = new SessionPlay(new HttpProtocol())
            .Client(
                "POST /wp-login.php?x=1 HTTP/1.1\nHost: b\nContent-Type: application/x-www-form-urlencoded; charset=UTF-8\n"
                    + "Content-Length: 36\n\npwd=p%40ss+w%C3%B6rd&log=ann%26co&x="
            )
            .Server("HTTP/1.1 302 there\nContent-Length: 0\n\n")
            .Client(
                "POST /api/session HTTP/1.1\nHost: b\nContent-Type: application/json\nContent-Length: 60\n\n"
                    + "{\"user\":{\"e-mail\":\"a@b\",\"password\":\"jsonword\"},\"keep\":\"yes\"}"
            )
            .Server("HTTP/1.1 403 no\nContent-Length: 0\n\n")
            .Client("GET /login?Password=inquery1&username=bob&compass=north HTTP/1.1\nHost: b\n\n")
            .Server("HTTP/1.1 200 OK\nContent-Length: 0\n\n")
            .Done()
            .Credentials();

        Assert.Equal(
            [
                ("ann&co", "p…(9)", "pwd in /wp-login.php", null),
                ("a@b", "j…(8)", "password in /api/session", false),
                ("bob", "i…(8)", "Password in /login", null),
            ],
            rows.Select(row => (row.User, row.Secret, row.Context, row.IsAccepted))
        );
    }

    [Fact]
    public void A_form_that_was_cut_off_shows_no_password() =>
        Assert.Empty(
            new SessionPlay(new HttpProtocol())
                .Client(
                    "POST /login HTTP/1.1\nHost: b\nContent-Type: application/x-www-form-urlencoded\nContent-Length: 99\n\n"
                        + "user=ann&password=secr"
                )
                .Done()
                .Credentials()
        );

    [Fact]
    public void A_lost_segment_of_a_logon_does_not_pair_it_with_another_verdict() =>
        Assert.Equal(
            ["ann s…(8) -"],
            new SessionPlay(new ImapProtocol())
                .Server("* OK IMAP4rev1\n")
                .Client("a1 LOGIN ann secret99\n")
                .Gap(Side.Responder, 100)
                .Server("a1 OK in\n")
                .Logons()
        );

    [Fact]
    public void Damaged_logons_never_throw()
    {
        var imap = HostileSession.Try(
            new ImapProtocol(),
            () => new ScriptedFlow(),
            (Side.Responder, SessionPlay.Bytes("* OK\n")),
            (Side.Originator, SessionPlay.Bytes("a LOGIN {3}\nbob \"x\\\"y\"\n")),
            (Side.Originator, SessionPlay.Bytes("b AUTHENTICATE DIGEST-MD5 dXNlcm5hbWU9IngiLHJlc3BvbnNlPWFi\n"))
        );
        var http = HostileSession.Try(
            new HttpProtocol(),
            () => new ScriptedFlow(),
            (
                Side.Originator,
                SessionPlay.Bytes(
                    "POST /?pass=%4 HTTP/1.1\nAuthorization: Digest a=\"\\\",response=x\nContent-Type: application/json\n"
                        + "Content-Length: 22\n\n{\"pw\":[\"\\ud800\",{\"a\":1"
                )
            ),
            (Side.Responder, SessionPlay.Bytes("HTTP/1.1 200 OK\nContent-Length: 0\n\n"))
        );
        var telnet = HostileSession.Try(
            new TelnetProtocol(),
            () => new ScriptedFlow(),
            (Side.Responder, [0xFF, 0xFD, 0x18, .. SessionPlay.Bytes("login: ")]),
            (Side.Originator, SessionPlay.Bytes("ann\n")),
            (Side.Responder, SessionPlay.Bytes("Password:")),
            (Side.Originator, SessionPlay.Bytes("secret99\n"))
        );
        Assert.True(imap > 300 && http > 700 && telnet > 150, $"{imap} {http} {telnet}");
    }
}
