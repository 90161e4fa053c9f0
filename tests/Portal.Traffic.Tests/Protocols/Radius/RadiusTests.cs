using Portal.Traffic.Protocols;
using Portal.Traffic.Protocols.Radius;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Radius;

public sealed class RadiusTests(ITestOutputHelper output)
{
    private static readonly string s_authenticator = new('0', 32);

    private static string Request(string attributes) => Message(1, attributes);

    [Fact]
    public void Radius_rows_of_the_corpus_are_Zeeks() =>
        new ZeekComparison(output).Hold(RadiusRecord.Table, rows: 35, share: 0.999);

    [Fact]
    public void Challenge_and_acceptance_belong_to_their_question()
    {
        var flow = Play(
            (Side.Originator, Request("0105626F62 1F13 30302D31312D32322D33332D34342D3535")),
            (Side.Responder, Message(11, "12046869 0806 0A000001")),
            (Side.Responder, Message(2, ""))
        );

        var row = Assert.Single(flow.Collected.Of(RadiusRecord.Table));
        Assert.Equal(("bob", "00:11:22:33:44:55"), (row.UserName, row.Mac));
        Assert.Equal(("hi", "10.0.0.1", "success"), (row.ReplyMessage, row.FramedAddress, row.Result));
        Assert.Equal(0.002, row.Duration!.Value, 9);
    }

    [Fact]
    public void Without_a_decision_the_result_is_unknown() =>
        Assert.Equal(
            "unknown",
            Assert.Single(Play((Side.Originator, Request("0105626F62"))).Collected.Of(RadiusRecord.Table)).Result
        );

    [Fact]
    public void Accounting_is_recognised_and_has_no_row()
    {
        var flow = Play((Side.Originator, Message(4, "280600000001")));
        Assert.Equal(["radius"], flow.Services);
        Assert.Empty(flow.Collected.Of(RadiusRecord.Table));
    }

    [Fact]
    public void Attributes_that_do_not_fill_the_message_are_a_violation()
    {
        var flow = Play((Side.Originator, Request("0105626F62")), (Side.Responder, Message(2, "12FF41")));
        Assert.NotNull(flow.Rejection);
        Assert.Empty(flow.Services);
        Assert.Equal("unknown", Assert.Single(flow.Collected.Of(RadiusRecord.Table)).Result);
    }

    [Theory]
    [InlineData("00:11:22:AA:44:55", "00:11:22:aa:44:55")]
    [InlineData("0011.22AA.4455", "00:11:22:aa:44:55")]
    [InlineData("001122aa4455", "00:11:22:aa:44:55")]
    [InlineData("001122aa445", "")]
    [InlineData("001122aa445566", "")]
    [InlineData("192.0.2.1:80", "")]
    public void Hardware_addresses_are_written_one_way(string text, string expected) =>
        Assert.Equal(expected, HardwareAddress.Normalize(text));

    [Fact]
    public void Every_truncation_within_an_attribute_is_refused()
    {
        var whole = ProtocolPlay.Bytes(Request("0105626F62"));
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.Equal(length == 20, RadiusMessage.TryParse(whole.AsSpan(0, length), out _));
        }
    }

    [Fact]
    public void Another_port_is_claimed_for_a_question_whose_length_fits() =>
        Assert.Equal(
            (Claim.Yes, Claim.No),
            (Claims(Request("0105626F62")), Claims(Request("0105626F62") + "0105626F62"))
        );

    private static Claim Claims(string hex) =>
        new RadiusProtocol().Claims(
            new ScriptedFlow(ProtocolPlay.Ports(40000, 9999), Transports.Udp),
            Side.Originator,
            ProtocolPlay.Bytes(hex)
        );

    private static string Message(int code, string attributes)
    {
        var length = 20 + (attributes.Replace(" ", "", StringComparison.Ordinal).Length / 2);
        return $"{code:X2}01{length:X4}{s_authenticator}{attributes}";
    }

    private static ScriptedFlow Play(params (Side, string)[] messages) =>
        ProtocolPlay.Udp(new RadiusProtocol(), ProtocolPlay.Ports(40000, 1812), messages);
}
