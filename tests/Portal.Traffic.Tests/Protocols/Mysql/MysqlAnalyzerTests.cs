using System.Text;
using Portal.Traffic.Protocols;
using Portal.Traffic.Protocols.Mysql;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Mysql;

public sealed class MysqlAnalyzerTests
{
    private const uint Protocol41 = 0x200;
    private const uint Tls = 0x800;

    private static readonly (Side Side, byte[] Bytes)[] s_session =
    [
        (Side.Responder, Packet(0, Greeting(0xFFFF))),
        (Side.Originator, Packet(1, Login(Protocol41, "alice"))),
        (Side.Responder, Packet(2, [0, 0, 0, 2, 0, 0, 0])),
        (Side.Originator, Packet(0, [3, .. "select 1"u8])),
        (Side.Responder, [.. Packet(1, [1]), .. Packet(2, [3, .. "def"u8]), .. Packet(3, [0xFE, 0, 0, 2, 0])]),
        (Side.Responder, [.. Packet(4, [1, (byte)'1']), .. Packet(5, [0xFE, 0, 0, 2, 0])]),
        (Side.Originator, Packet(0, [3, .. "delete from t"u8])),
        (Side.Responder, Packet(1, [0, 0xFC, 0x10, 0x27, 0])),
        (Side.Originator, Packet(0, [2, .. "nowhere\0"u8])),
        (Side.Responder, Packet(1, [0xFF, 0x19, 4, .. "#42000Unknown database"u8])),
        (Side.Originator, Packet(0, [17, .. "bob\0\u0014hash"u8])),
        (Side.Responder, Packet(1, [0, 0, 0])),
        (Side.Originator, Packet(0, [1])),
    ];

    [Fact]
    public void Each_command_has_its_outcome()
    {
        var play = HostileSession.ByteByByte(new MysqlProtocol(), new ScriptedFlow(), s_session).Done();
        Assert.Equal(
            [
                "login alice True 0 ",
                "query select 1 True 0 ",
                "query delete from t True 10000 ",
                "init_db nowhere False  Unknown database",
                "change_user bob True 0 ",
                "quit   ",
            ],
            play.Flow.Collected.Of(MysqlRecord.Table)
                .Select(row =>
                    $"{row.Command} {row.Argument} {row.IsSuccess} {row.Rows} {row.Response}".Replace(
                        "quit    ",
                        "quit   ",
                        StringComparison.Ordinal
                    )
                )
        );
        Assert.Equal(["mysql"], play.Flow.Services);
    }

    [Fact]
    public void Attributes_of_a_statement_are_no_part_of_it()
    {
        var greeting = Greeting(0xFFFF, 0x0800);
        var session = new SessionPlay(new MysqlProtocol())
            .Send(Side.Responder, Packet(0, greeting))
            .Send(Side.Originator, Packet(1, Login(Protocol41 | MysqlAttributes.Capability, "alice")))
            .Send(Side.Responder, Packet(2, [0, 0, 0, 2, 0, 0, 0]));
        byte[][] statements =
        [
            [0, 1, .. "select 1"u8],
            // A NULL, a text and a number of four bytes, each with its type, a flag and its name.
            [
                3,
                1,
                1,
                1,
                6,
                0,
                1,
                .. "a"u8,
                0xFD,
                0,
                1,
                .. "b"u8,
                3,
                0,
                1,
                .. "c"u8,
                2,
                .. "hi"u8,
                1,
                2,
                3,
                4,
                .. "select 2"u8,
            ],
            [200, 1, .. "select 3"u8], // more attributes than bytes
        ];
        foreach (var statement in statements)
        {
            session.Send(Side.Originator, Packet(0, [3, .. statement])).Send(Side.Responder, Packet(1, [0, 0, 0]));
        }

        Assert.Equal(
            ["alice", "select 1", "select 2", "\\xc8\\x01select 3"],
            session.Done().Flow.Collected.Of(MysqlRecord.Table).Select(row => row.Argument)
        );
    }

    [Fact]
    public void A_request_for_TLS_is_handed_over()
    {
        var request = Login(Protocol41 | Tls, "")[..32];
        var play = new SessionPlay(new MysqlProtocol())
            .Send(Side.Responder, s_session[0].Bytes)
            .Send(Side.Originator, [.. Packet(1, request), 0x16, 3])
            .Done();
        Assert.Equal((1, "\u0016\u0003"), (play.Flow.HandOvers, play.Flow.HandedOver));
        Assert.Empty(play.Flow.Collected.Of(MysqlRecord.Table));
        Assert.Equal(["mysql"], play.Flow.Services);
    }

    [Fact]
    public void A_gap_inside_a_row_of_data_is_passed_over()
    {
        var play = new SessionPlay(new MysqlProtocol());
        foreach (var (side, bytes) in s_session[..5])
        {
            play.Send(side, bytes);
        }
        play.Send(Side.Responder, [100, 0, 0, 4, 50]).Gap(Side.Responder, 98).Send(Side.Responder, [1]);
        play.Send(Side.Responder, Packet(5, [0xFE, 0, 0, 2, 0]));
        Assert.Equal(true, play.Flow.Collected.Of(MysqlRecord.Table)[^1].IsSuccess);
    }

    [Fact]
    public void Every_truncation_of_the_greeting_is_refused()
    {
        var greeting = Greeting(0xFFFF);
        for (var length = 0; length < 22; length++)
        {
            Assert.False(MysqlGreeting.TryParse(greeting.AsSpan(0, length), out _));
        }
        Assert.True(MysqlGreeting.TryParse(greeting, out var parsed));
        Assert.Equal("8.0.35", parsed.ServerVersion);
    }

    [Fact]
    public void Damage_never_throws() =>
        Assert.True(HostileSession.Try(new MysqlProtocol(), () => new ScriptedFlow(), s_session) > 1000);

    [Fact]
    public void Recognised_by_the_greeting()
    {
        var greeting = s_session[0].Bytes;
        var protocol = new MysqlProtocol();
        Assert.Equal(Claim.Yes, protocol.Claims(new ScriptedFlow(), Side.Responder, greeting));
        Assert.Equal(Claim.NeedMore, protocol.Claims(new ScriptedFlow(), Side.Responder, greeting.AsSpan(0, 10)));
        Assert.Equal(Claim.No, protocol.Claims(new ScriptedFlow(), Side.Originator, greeting));
        Assert.Equal(Claim.No, protocol.Claims(new ScriptedFlow(), Side.Responder, "HTTP/1.1 200 OK\r\n"u8));
    }

    private static byte[] Packet(byte sequence, byte[] payload) => [(byte)payload.Length, 0, 0, sequence, .. payload];

    private static byte[] Greeting(ushort capabilities, ushort upper = 0) =>
        [
            10,
            .. Encoding.ASCII.GetBytes("8.0.35\0"),
            .. new byte[13],
            (byte)capabilities,
            (byte)(capabilities >> 8),
            33,
            2,
            0,
            (byte)upper,
            (byte)(upper >> 8),
            21,
        ];

    private static byte[] Login(uint capabilities, string user) =>
        [.. BitConverter.GetBytes(capabilities), .. new byte[28], .. Encoding.ASCII.GetBytes(user), 0, 4, 1, 2, 3, 4];
}
