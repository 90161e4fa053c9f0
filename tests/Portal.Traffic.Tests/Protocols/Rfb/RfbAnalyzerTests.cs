using Portal.Traffic.Protocols.Rfb;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Rfb;

public sealed class RfbAnalyzerTests
{
    private static readonly (Side Side, byte[] Bytes)[] s_session =
    [
        (Side.Responder, "RFB 003.008\n"u8.ToArray()),
        (Side.Originator, "RFB 003.008\n"u8.ToArray()),
        (Side.Responder, SessionPlay.Hex("02 01 02")),
        (Side.Originator, SessionPlay.Hex("02")),
        (Side.Responder, new byte[16]),
        (Side.Originator, new byte[16]),
        (Side.Responder, SessionPlay.Hex("00000000")),
        (Side.Originator, SessionPlay.Hex("01")),
        (Side.Responder, SessionPlay.Hex("0400 0300 00000000000000000000000000000000 00000004 6465736b")),
        (Side.Originator, SessionPlay.Hex("03 01 0000 0000 0400 0300")),
    ];

    [Fact]
    public void A_session_has_its_versions_its_login_and_its_desktop()
    {
        var play = HostileSession.ByteByByte(new RfbProtocol(), new ScriptedFlow(), s_session).Done();
        var row = Assert.Single(play.Flow.Collected.Of(RfbRecord.Table));
        Assert.Equal(
            ("003", "008", "003", "008"),
            (row.ClientMajor, row.ClientMinor, row.ServerMajor, row.ServerMinor)
        );
        Assert.Equal(("VNC", true, true), (row.Authentication, row.IsAuthenticated, row.IsShared));
        Assert.Equal(("desk", 1024, 768), (row.DesktopName, row.Width, row.Height));
        Assert.Equal(["rfb"], play.Flow.Services);
    }

    [Fact]
    public void In_version_3_3_the_server_chooses_and_without_authentication_there_is_no_result()
    {
        var play = new SessionPlay(new RfbProtocol())
            .Send(Side.Responder, "RFB 003.008\n"u8)
            .Send(Side.Originator, "RFB 003.003\n"u8)
            .Send(Side.Responder, SessionPlay.Hex("00000001"))
            .Send(Side.Originator, SessionPlay.Hex("00"))
            .Send(Side.Responder, s_session[8].Bytes)
            .Done();
        var row = Assert.Single(play.Flow.Collected.Of(RfbRecord.Table));
        Assert.Equal(
            ("None", null, false, "desk"),
            (row.Authentication, row.IsAuthenticated, row.IsShared, row.DesktopName)
        );
    }

    [Fact]
    public void A_failed_login_ends_the_handshake()
    {
        var play = new SessionPlay(new RfbProtocol());
        foreach (var (side, bytes) in s_session[..6])
        {
            play.Send(side, bytes);
        }
        var row = Assert.Single(
            play.Send(Side.Responder, SessionPlay.Hex("00000001")).Done().Flow.Collected.Of(RfbRecord.Table)
        );
        Assert.Equal((false, null), (row.IsAuthenticated, row.DesktopName));
    }

    [Theory]
    [InlineData("RFB 003.008\n", true)]
    [InlineData("RFB 003.00x\n", false)]
    [InlineData("RFB 003.008 ", false)]
    [InlineData("RFB 003.008", false)]
    public void A_version_is_read_or_refused(string text, bool isVersion) =>
        Assert.Equal(isVersion, RfbVersion.TryParse(System.Text.Encoding.ASCII.GetBytes(text), out _));

    [Fact]
    public void Damage_never_throws() =>
        Assert.True(HostileSession.Try(new RfbProtocol(), () => new ScriptedFlow(), s_session) > 500);
}
