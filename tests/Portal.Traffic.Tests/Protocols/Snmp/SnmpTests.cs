using Portal.Traffic.Protocols.Snmp;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Snmp;

public sealed class SnmpTests(ITestOutputHelper output)
{
    private const string Get = "302602010004067075626c6963a019020126020100020100300e300c06082b060102010102000500";
    private const string Encrypted =
        "30818502010330110204482e3bea020300ffe3040107020103043b3039040c800000090300aabbcc00010002010c02020604040a53484131414553313238040c545946e49cfd586b30c17318040839bcbcf46fa870ce04300251aab2f5cb475d178f6464b9aea8477665ce4450eb8d9341dc61597469285481c07133363299b7b81a01d486ea8c9c";
    private const string Version3 =
        "3071020103301102046c9af56d020300ffe304010402010304293027040c800000090300aabbcc00010002010c020202cd040c4e4f415554484e4f5052495604000400302e040c800000090300aabbcc0001000400a11c020475055887020100020100300e300c06082b060102010105000500";

    [Fact]
    public void Snmp_rows_of_the_corpus_are_Zeeks() =>
        new ZeekComparison(output) { Departs = "community" }.Hold(SnmpRecord.Table, rows: 47, share: 0.999);

    [Fact]
    public void A_response_tells_of_the_system()
    {
        const string UpTime = "300f 06082b06010201010300 4303000064";
        const string Description = "3010 06082b06010201010100 040468697468";
        var flow = Play(
            (Side.Originator, Get),
            (Side.Responder, $"303b 020101 04067075626c6963 a22e 020126 020100 020100 3023 {UpTime} {Description}")
        );

        var row = Assert.Single(flow.Collected.Of(SnmpRecord.Table));
        Assert.Equal((1, 2), (row.GetRequests, row.GetResponses));
        Assert.Equal("hith", row.DisplayString);
        Assert.Equal(2 * ScriptedFlow.Millisecond, row.UpSince); // the frame's time less the second that it is up
        Assert.Equal(["snmp"], flow.Services);
    }

    [Fact]
    public void A_question_alone_is_a_row_but_no_service()
    {
        var flow = Play((Side.Originator, Get));
        Assert.Empty(flow.Services);
        Assert.Equal("public", Assert.Single(flow.Collected.Of(SnmpRecord.Table)).Community);
    }

    [Fact]
    public void A_community_that_somebody_chose_is_masked()
    {
        var flow = Play((Side.Originator, Get.Replace("7075626c6963", "736563726574", StringComparison.Ordinal)));
        Assert.Equal("s…(6)", Assert.Single(flow.Collected.Of(SnmpRecord.Table)).Community);
    }

    [Fact]
    public void Version_3_is_read_as_far_as_it_is_not_encrypted()
    {
        Assert.True(SnmpMessage.TryParse(ProtocolPlay.Bytes(Encrypted), out var encrypted));
        Assert.Equal((SnmpPdu.Encrypted, 3), (encrypted.Pdu, encrypted.Version));
        Assert.True(SnmpMessage.TryParse(ProtocolPlay.Bytes(Version3), out var clear));
        Assert.Equal((SnmpPdu.GetNextRequest, 1), (clear.Pdu, clear.Bindings));
        Assert.Equal("NOAUTHNOPRIV"u8, clear.Name);
    }

    [Fact]
    public void A_damaged_message_ends_it_and_withdraws_the_service()
    {
        var flow = Play((Side.Responder, Get), (Side.Originator, "3003020109"));
        Assert.NotNull(flow.Rejection);
        Assert.Empty(flow.Services);
    }

    [Theory]
    [InlineData(Get)]
    [InlineData(Encrypted)]
    [InlineData(Version3)]
    public void Every_truncation_is_refused(string hex)
    {
        var whole = ProtocolPlay.Bytes(hex);
        Assert.True(SnmpMessage.TryParse(whole, out _));
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.False(SnmpMessage.TryParse(whole.AsSpan(0, length), out _));
        }
    }

    private static ScriptedFlow Play(params (Side, string)[] messages) =>
        ProtocolPlay.Udp(new SnmpProtocol(), ProtocolPlay.Ports(40000, 161), messages);
}
