using Portal.Traffic.Protocols;
using Portal.Traffic.Protocols.WebSocket;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.WebSocket;

public sealed class WebSocketAnalyzerTests
{
    private static readonly (Side Side, byte[] Bytes)[] s_session =
    [
        (Side.Originator, SessionPlay.Hex("82 85 01020304 69676f686e")), // "hello", masked
        (Side.Responder, SessionPlay.Hex("89 02 6162")), // a ping
        (Side.Responder, SessionPlay.Hex("02 03 616263 80 03 646566")), // two fragments
        (Side.Responder, SessionPlay.Hex("82 7e 0004 41424344")),
        (Side.Originator, SessionPlay.Hex("88 80 01020304")),
    ];

    [Fact]
    public void The_handshake_is_the_row()
    {
        var play = new SessionPlay(new WebSocketProtocol(), Flow()).Stop();
        var row = Assert.Single(play.Flow.Collected.Of(WebSocketRecord.Table));
        Assert.Equal(("h", "/chat", "probe", "b"), (row.Host, row.Uri, row.UserAgent, row.Subprotocol));
        Assert.Equal(["a", "b"], row.ClientProtocols);
        Assert.Equal((3, 4), (row.FirstFrame, row.LastFrame));
        Assert.Null(row.ServerExtensions);
        Assert.Equal(["websocket"], play.Flow.Services);
    }

    [Fact]
    public void What_data_frames_carry_goes_on_unmasked()
    {
        var play = HostileSession.ByteByByte(new WebSocketProtocol(), Flow(), s_session);
        Assert.Equal(["hello", "abcdefABCD"], play.Flow.Inner);
    }

    [Fact]
    public void Compressed_messages_do_not_go_on()
    {
        var play = new SessionPlay(new WebSocketProtocol(), Flow()).Send(
            Side.Responder,
            SessionPlay.Hex("42 01 61 80 01 62 82 01 63")
        );
        Assert.Equal("c", play.Flow.Inner[1]);
    }

    [Fact]
    public void A_gap_inside_a_frame_is_passed_on()
    {
        var play = new SessionPlay(new WebSocketProtocol(), Flow())
            .Send(Side.Responder, SessionPlay.Hex("82 06 6162"))
            .Gap(Side.Responder, 3)
            .Send(Side.Responder, SessionPlay.Hex("66 82 01 67"));
        Assert.Equal("ab<3>fg", play.Flow.Inner[1]);
    }

    [Fact]
    public void A_reserved_opcode_ends_the_side()
    {
        var play = new SessionPlay(new WebSocketProtocol(), Flow()).Send(Side.Responder, SessionPlay.Hex("83 01 61"));
        Assert.Equal(["websocket_unreadable_frame"], play.Flow.Weirds);
    }

    [Fact]
    public void Damage_never_throws() =>
        Assert.True(HostileSession.Try(new WebSocketProtocol(), Flow, s_session) > 100);

    [Fact]
    public void Without_the_handshake_nothing_is_claimed() =>
        Assert.Equal(Claim.No, new WebSocketProtocol().Claims(new ScriptedFlow(), Side.Originator, s_session[0].Bytes));

    private static ScriptedFlow Flow() =>
        new()
        {
            Switched = new ProtocolUpgrade("websocket")
            {
                Asked = new FrameStamp(3, 0),
                Granted = new FrameStamp(4, 1),
                Host = "h",
                Uri = "/chat",
                UserAgent = "probe",
                RequestHeaders = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["sec-websocket-protocol"] = "a, b",
                },
                ResponseHeaders = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["sec-websocket-protocol"] = "b",
                },
            },
        };
}
