using Portal.Samples;
using Portal.Traffic.Protocols;
using Portal.Traffic.Protocols.Tftp;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Tftp;

public sealed class TftpTests
{
    private const string Request = "0001 612E62696E00 6F6374657400";

    [Theory]
    [InlineData("benign/output-eve-tftp-01__input.pcap", false)]
    [InlineData("benign/tftp-tx-handling-wrq__input.pcap", true)]
    public void A_file_that_is_read_or_written_is_whole(string capture, bool isWrite)
    {
        var records = RecordCollector.Analyze(Corpus.File("captures/" + capture));

        var row = Assert.Single(records.Of(TftpRecord.Table));
        Assert.Equal(
            (isWrite, "rfc1350.txt", 24599L, 49L),
            (row.IsWrite, row.FileName, row.Size, row.BlocksAcknowledged)
        );
        var file = Assert.Single(records.Of(FilesRecord.Table));
        Assert.Equal(("TFTP", "rfc1350.txt", 0L), (file.Source, file.FileName, file.MissingBytes));
        Assert.Equal("dca7766edd1e4976cac5e64fcaeec1fd", file.Md5);
        Assert.Equal(row.DataUid, file.Uid);
        Assert.All(records.Of(ConnRecord.Table), conn => Assert.Equal("tftp", conn.Service));
    }

    [Fact]
    public void Blocks_sent_again_count_once_and_lost_ones_are_missing()
    {
        var flow = Play(
            (Side.Originator, Request + "626C6B73697A6500 3800"),
            (Side.Responder, "0006 626C6B73697A6500 3800"),
            (Side.Originator, "0004 0000"),
            (Side.Responder, "0003 0001 4141414141414141"),
            (Side.Responder, "0003 0001 4141414141414141"),
            (Side.Responder, "0003 0003 4242"),
            (Side.Originator, "0004 0003")
        );

        var row = Assert.Single(flow.Collected.Of(TftpRecord.Table));
        Assert.Equal((10L, 3L, 3L), (row.Size, row.BlocksSent, row.BlocksAcknowledged));
        var file = Assert.Single(flow.Collected.Of(FilesRecord.Table));
        Assert.Equal((10L, 8L), (file.SeenBytes, file.MissingBytes));
    }

    [Fact]
    public void An_error_ends_a_transfer()
    {
        var flow = Play((Side.Originator, Request), (Side.Responder, "0005 0001 6E6F00"));
        var row = Assert.Single(flow.Collected.Of(TftpRecord.Table));
        Assert.Equal((1L, "no"), (row.ErrorCode, row.ErrorMessage));
        Assert.Empty(flow.Collected.Of(FilesRecord.Table));
    }

    [Theory]
    [InlineData(Request, true)]
    [InlineData("0001 612E62696E00 6F637465", false)]
    [InlineData("0001 00 6F6374657400", false)]
    [InlineData("0001 612E62696E00 7069726174657300", false)]
    [InlineData("0004 0001 00", false)]
    [InlineData("0005 0009 00", false)]
    [InlineData("0007 0000", false)]
    [InlineData("0100 0000", false)]
    public void Messages_have_one_form_each(string hex, bool isMessage) =>
        Assert.Equal(isMessage, TftpMessage.TryParse(ProtocolPlay.Bytes(hex), out _));

    [Fact]
    public void A_block_without_a_request_is_nobodys()
    {
        var flow = new ScriptedFlow(ProtocolPlay.Ports(40000, 50000), Transports.Udp);
        var block = ProtocolPlay.Bytes("0003 0001 41");
        Assert.Equal(Claim.No, new TftpProtocol().Claims(flow, Side.Responder, block));
        new TftpProtocol().Start(flow).OnData(Side.Originator, ProtocolPlay.Bytes(Request), flow.NextFrame());
        Assert.Equal(Claim.Yes, new TftpProtocol().Claims(flow, Side.Responder, block));
    }

    private static ScriptedFlow Play(params (Side, string)[] messages) =>
        ProtocolPlay.Udp(new TftpProtocol(), ProtocolPlay.Ports(40000, 69), messages);
}
