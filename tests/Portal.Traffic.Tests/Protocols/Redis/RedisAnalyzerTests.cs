using System.Text;
using Portal.Traffic.Protocols;
using Portal.Traffic.Protocols.Redis;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Redis;

public sealed class RedisAnalyzerTests
{
    private static readonly (Side Side, byte[] Bytes)[] s_session =
    [
        (Side.Originator, SessionPlay.Bytes("*3\n$3\nSET\n$3\nkey\n$5\nva\0ue\n*2\n$3\nGET\n$3\nkey\n")),
        (Side.Responder, SessionPlay.Bytes("+OK\n$5\nva\0ue\n")),
        (Side.Originator, SessionPlay.Bytes("*2\n$4\nAUTH\n$6\nsecret\n")),
        (Side.Responder, SessionPlay.Bytes("-ERR wrong\n")),
        (Side.Originator, SessionPlay.Bytes("*3\n$6\nLRANGE\n$1\nl\n$1\n0\n")),
        (Side.Responder, SessionPlay.Bytes("*3\n:1\n*2\n$1\na\n$-1\n+z\n>2\n+push\n+x\n")),
        (Side.Originator, SessionPlay.Bytes("PING\n")),
    ];

    [Fact]
    public void Each_command_has_its_reply()
    {
        var play = HostileSession.ByteByByte(new RedisProtocol(), new ScriptedFlow(), s_session).Done();
        Assert.Equal(
            [
                "SET key va\\x00ue True OK",
                "GET key  True va\\x00ue",
                "AUTH   False ERR wrong",
                "LRANGE l  True [1, a, (nil), z]",
                "PING    ",
            ],
            play.Flow.Collected.Of(RedisRecord.Table)
                .Select(row => $"{row.Command} {row.Key} {row.Value} {row.IsSuccess} {row.Reply}")
        );
        Assert.Equal(["redis"], play.Flow.Services);
    }

    [Fact]
    public void A_gap_inside_a_string_is_passed_over()
    {
        var play = new SessionPlay(new RedisProtocol())
            .Send(Side.Originator, s_session[0].Bytes)
            .Send(Side.Responder, "$1000\r\nabc"u8)
            .Gap(Side.Responder, 990)
            .Server("defghij\n+second\n");
        Assert.Equal(["abcdefghij", "second"], play.Flow.Collected.Of(RedisRecord.Table).Select(row => row.Reply));
    }

    [Fact]
    public void Nesting_and_counts_end_at_limits()
    {
        var deep = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("*1\r\n", 10_000)));
        new SessionPlay(new RedisProtocol())
            .Send(Side.Originator, s_session[0].Bytes)
            .Send(Side.Responder, deep)
            .Done();
        var wide = new SessionPlay(new RedisProtocol())
            .Send(Side.Originator, s_session[0].Bytes)
            .Server("*100000\n" + string.Concat(Enumerable.Repeat(":1\n", 100_000)))
            .Done();
        Assert.Equal(190 + 2, wide.Flow.Collected.Of(RedisRecord.Table)[0].Reply!.Length);
    }

    [Fact]
    public void Damage_never_throws() =>
        Assert.True(HostileSession.Try(new RedisProtocol(), () => new ScriptedFlow(), s_session) > 500);

    [Theory]
    [InlineData("*1\n$4\nPING\n", Claim.Yes)]
    [InlineData("*1\n$4\n", Claim.NeedMore)]
    [InlineData("*", Claim.NeedMore)]
    [InlineData("* OK IMAP\n", Claim.No)]
    [InlineData("*1\n:4\n", Claim.No)]
    [InlineData("PING\n", Claim.No)]
    public void Recognised_by_a_command(string text, Claim claim) =>
        Assert.Equal(claim, new RedisProtocol().Claims(new ScriptedFlow(), Side.Originator, SessionPlay.Bytes(text)));
}
