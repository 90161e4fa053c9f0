using Portal.Traffic.Protocols;
using Portal.Traffic.Protocols.Rdp;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Rdp;

public sealed class RdpAnalyzerTests
{
    private static readonly ConnectionId s_id = new("10.0.0.1", 50000, "10.0.0.2", 3389);

    [Fact]
    public void The_settings_of_both_sides_become_a_row()
    {
        AssertSample(MessagePlay.Play(Start, s_id, RdpSample.Messages));
        AssertSample(MessagePlay.PlayInCrumbs(Start, s_id, RdpSample.Messages));
    }

    [Fact]
    public void No_cut_hole_or_damage_harms()
    {
        MessagePlay.CutEverywhere(Start, s_id, RdpSample.Messages);
        MessagePlay.Damage(Start, s_id, RdpSample.Messages);
    }

    [Fact]
    public void Where_Tls_is_agreed_the_rest_is_handed_over()
    {
        var request = Convert.FromHexString("030000130ee000000000000100080003000000");
        var response = Convert.FromHexString("030000130ed000001234000200080002000000");
        var flow = MessagePlay.Play(Start, s_id, (Side.Originator, request), (Side.Responder, response));
        var row = Assert.Single(flow.Collected.Of(RdpRecord.Table));
        Assert.Equal(("encrypted", "HYBRID"), (row.Result, row.SecurityProtocol));
        Assert.Equal(1, flow.HandOvers);
        Assert.Empty(flow.Services);
    }

    [Fact]
    public void A_refusal_is_named()
    {
        var response = Convert.FromHexString("030000130ed000001234000300080002000000");
        var flow = MessagePlay.Play(Start, s_id, RdpSample.Messages[0], (Side.Responder, response));
        Assert.Equal("SSL_NOT_ALLOWED_BY_SERVER", Assert.Single(flow.Collected.Of(RdpRecord.Table)).Result);
    }

    [Theory]
    [InlineData(3389, "0300000b06e00000000000", Claim.Yes)]
    [InlineData(102, "0300000b06e00000000000", Claim.No)]
    [InlineData(3390, "030000130ee000000000000100080003000000", Claim.Yes)]
    [InlineData(102, "0300001611e00000000100c0010ac1020100c2020102", Claim.No)] // industrial control over the same framing
    [InlineData(3389, "0300", Claim.NeedMore)]
    [InlineData(3389, "0301", Claim.No)]
    public void Other_protocols_over_the_same_framing_are_left_alone(int port, string hex, Claim claim)
    {
        var flow = new ScriptedFlow(s_id with { ResponderPort = port });
        Assert.Equal(claim, new RdpProtocol().Claims(flow, Side.Originator, Convert.FromHexString(hex)));
    }

    private static RdpAnalyzer Start(FlowContext flow) => new(flow);

    private static void AssertSample(ScriptedFlow flow)
    {
        Assert.Equal(["rdp"], flow.Services.Distinct());
        var row = Assert.Single(flow.Collected.Of(RdpRecord.Table));
        Assert.Equal(("A70067", "Success", "RDP"), (row.Cookie, row.Result, row.SecurityProtocol));
        Assert.Equal(["rdpdr", "cliprdr", "rdpsnd"], row.ClientChannels);
        Assert.Equal(("English - United States", "RDP 5.1"), (row.KeyboardLayout, row.ClientBuild));
        Assert.Equal((1152, 864, "15bit"), (row.DesktopWidth, row.DesktopHeight, row.ColorDepth));
        Assert.Equal(("RSA", 1, true), (row.CertificateType, row.CertificateCount, row.IsCertificatePermanent));
        Assert.Equal(("Client compatible", "56bit"), (row.EncryptionLevel, row.EncryptionMethod));
    }
}
