using Portal.Traffic.Protocols;
using Portal.Traffic.Protocols.Kerberos;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Kerberos;

public sealed class KerberosAnalyzerTests
{
    private static readonly ConnectionId s_id = new("10.0.0.1", 50000, "10.0.0.2", 88);

    [Fact]
    public void A_request_and_its_ticket_become_a_row()
    {
        AssertSample(MessagePlay.Play(Start, s_id, KerberosSample.Messages));
        AssertSample(MessagePlay.PlayInCrumbs(Start, s_id, KerberosSample.Messages));
    }

    [Fact]
    public void A_request_without_a_response_is_written_at_the_end()
    {
        var row = Assert.Single(
            MessagePlay.Play(Start, s_id, KerberosSample.Messages[0]).Collected.Of(KerberosRecord.Table)
        );
        Assert.Equal("AS", row.RequestType);
        Assert.Null(row.IsSuccess);
    }

    [Fact]
    public void No_cut_hole_or_damage_harms()
    {
        MessagePlay.CutEverywhere(Start, s_id, KerberosSample.Messages);
        MessagePlay.Damage(Start, s_id, KerberosSample.Messages);
    }

    [Fact]
    public void Every_truncation_of_a_message_is_refused()
    {
        var message = KerberosSample.Messages[0].Bytes[KerberosStream.HeaderBytes..];
        Assert.True(KerberosMessage.TryParse(message, out _));
        for (var length = 0; length < message.Length; length++)
        {
            Assert.False(KerberosMessage.TryParse(message.AsSpan(0, length), out _));
        }
    }

    [Fact]
    public void A_flow_over_Tcp_is_known_by_two_nested_elements()
    {
        var protocol = new KerberosTcpProtocol();
        var flow = new ScriptedFlow(s_id);
        var bytes = KerberosSample.Messages[0].Bytes;
        Assert.Equal(Claim.NeedMore, protocol.Claims(flow, Side.Originator, bytes.AsSpan(0, 5)));
        Assert.Equal(Claim.Yes, protocol.Claims(flow, Side.Originator, bytes.AsSpan(0, 40)));
        bytes = [.. bytes];
        bytes[3]++;
        Assert.Equal(Claim.No, protocol.Claims(flow, Side.Originator, bytes));
    }

    [Theory]
    [InlineData("19700101000000Z", 0L)]
    [InlineData("20370913024805Z", 2_136_422_885_000_000_000L)]
    [InlineData("99991231235959Z", 9_223_372_036_000_000_000L)]
    [InlineData("2037091302480Z", null)]
    [InlineData("20371313024805Z", null)]
    public void Times_are_read_and_bounded(string text, long? time) =>
        Assert.Equal(time, KerberosTime.Read(System.Text.Encoding.ASCII.GetBytes(text)));

    private static KerberosTcpAnalyzer Start(FlowContext flow) => new(flow);

    private static void AssertSample(ScriptedFlow flow)
    {
        Assert.Equal("krb_tcp", Assert.Single(flow.Services.Distinct()));
        var row = Assert.Single(flow.Collected.Of(KerberosRecord.Table));
        Assert.Equal(("AS", true), (row.RequestType, row.IsSuccess));
        Assert.Equal("krbtgt/ADHACKING.LOCAL", row.Service, ignoreCase: true);
        Assert.Equal("aes256-cts-hmac-sha1-96", row.Cipher);
    }
}
