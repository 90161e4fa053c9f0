using Portal.Traffic.Protocols.Gssapi;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Gssapi;

public sealed class GssapiAnalyzerTests
{
    private static readonly byte[] s_negotiate = [.. "NTLMSSP\0"u8, 1, 0, 0, 0, 0, 0, 0, 0];

    [Theory]
    [InlineData(0, true)]
    [InlineData(2, false)]
    public void The_servers_verdict_goes_to_the_logon(byte state, bool isAccepted)
    {
        var flow = new ScriptedFlow();
        var analyzer = flow.Carried("gssapi");
        analyzer.OnMessage(Side.Originator, 0, Initial(s_negotiate), flow.NextFrame());
        analyzer.OnMessage(
            Side.Responder,
            0,
            [0xA1, 0x07, 0x30, 0x05, 0xA0, 0x03, 0x0A, 0x01, state],
            flow.NextFrame()
        );
        var row = Assert.Single(flow.Collected.Of(NtlmRecord.Table));
        Assert.Equal(isAccepted, row.IsSuccess);
        Assert.Equal(["ntlm", "gssapi"], flow.Services.Distinct());
    }

    [Fact]
    public void An_unfinished_negotiation_is_no_verdict()
    {
        var flow = new ScriptedFlow();
        var analyzer = flow.Carried("gssapi");
        analyzer.OnMessage(Side.Originator, 0, s_negotiate, flow.NextFrame());
        analyzer.OnMessage(Side.Responder, 0, [0xA1, 0x07, 0x30, 0x05, 0xA0, 0x03, 0x0A, 0x01, 1], flow.NextFrame());
        Assert.Empty(flow.Collected.Of(NtlmRecord.Table));
        flow.FinishCarried();
        Assert.Null(Assert.Single(flow.Collected.Of(NtlmRecord.Table)).IsSuccess);
    }

    [Fact]
    public void Every_truncation_of_a_token_is_refused()
    {
        var token = Initial(s_negotiate);
        Assert.True(SpnegoToken.TryParse(token, out var whole));
        Assert.True(whole.MechanismToken.SequenceEqual(s_negotiate));
        for (var length = 0; length < token.Length; length++)
        {
            Assert.False(SpnegoToken.TryParse(token.AsSpan(0, length), out _));
        }
    }

    /// <summary><c>60 { 06 SPNEGO, A0 { 30 { A2 { 04 token } } } }</c>.</summary>
    private static byte[] Initial(byte[] token) =>
        Element(
            0x60,
            [
                0x06,
                0x06,
                0x2B,
                0x06,
                0x01,
                0x05,
                0x05,
                0x02,
                .. Element(0xA0, Element(0x30, Element(0xA2, Element(0x04, token)))),
            ]
        );

    private static byte[] Element(byte tag, byte[] content) => [tag, (byte)content.Length, .. content];
}
