using Portal.Traffic.Protocols.Dnp3;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Dnp3;

public sealed class Dnp3Tests
{
    [Fact]
    public void Question_and_answer_are_one_row()
    {
        var flow = Play((Side.Originator, ProtocolSamples.Dnp3Read), (Side.Responder, ProtocolSamples.Dnp3Response));

        var row = Assert.Single(flow.Collected.Of(Dnp3Record.Table));
        Assert.Equal(("READ", "RESPONSE", 0x8000L), (row.Request, row.Reply, row.Indications));
        Assert.Equal((1, 2), (row.FirstFrame, row.LastFrame));
        Assert.Equal(["dnp3_tcp"], flow.Services);
    }

    [Fact]
    public void A_question_without_an_answer_is_written_at_the_end() =>
        Assert.Null(
            Assert.Single(Play((Side.Originator, ProtocolSamples.Dnp3Read)).Collected.Of(Dnp3Record.Table)).Reply
        );

    [Fact]
    public void A_wrong_checksum_in_the_header_is_a_violation_and_in_the_data_a_weird()
    {
        var inData = Play((Side.Originator, ProtocolSamples.Dnp3Read[..24] + "FF" + ProtocolSamples.Dnp3Read[26..]));
        Assert.Equal(["dnp3_corrupt_checksum"], inData.Weirds);
        Assert.Empty(inData.Collected.Of(Dnp3Record.Table));

        var inHeader = Play((Side.Originator, ProtocolSamples.Dnp3Read[..8] + "FF" + ProtocolSamples.Dnp3Read[10..]));
        Assert.NotNull(inHeader.Rejection);
    }

    private static ScriptedFlow Play(params (Side, string)[] messages) =>
        ProtocolPlay.Tcp(new Dnp3TcpProtocol(), ProtocolPlay.Ports(40000, 20000), messages);
}
