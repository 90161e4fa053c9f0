using Portal.Traffic.Protocols;
using Portal.Traffic.Protocols.Modbus;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Modbus;

public sealed class ModbusTests(ITestOutputHelper output)
{
    [Fact]
    public void Modbus_rows_of_the_corpus_are_Zeeks() =>
        new ZeekComparison(output).Hold(ModbusRecord.Table, rows: 102, share: 0.999);

    [Fact]
    public void A_failed_request_says_why()
    {
        var flow = Play((Side.Originator, "000100000006 05 01 00000001"), (Side.Responder, "000100000003 05 81 02"));

        Assert.Equal(
            [("REQ", "READ_COILS", null), ("RESP", "READ_COILS_EXCEPTION", "ILLEGAL_DATA_ADDRESS")],
            flow.Collected.Of(ModbusRecord.Table).Select(row => (row.Kind, row.Function, row.Exception))
        );
        Assert.All(flow.Collected.Of(ModbusRecord.Table), row => Assert.Equal((1, 5), (row.Transaction, row.Unit)));
    }

    [Fact]
    public void What_is_no_header_ends_it()
    {
        var flow = Play((Side.Originator, "000100000006 05 01 00000001 474554202f20485454502f"));
        Assert.NotNull(flow.Rejection);
        Assert.Single(flow.Collected.Of(ModbusRecord.Table));
    }

    [Theory]
    [InlineData(502, "0001000000060501", Claim.Yes)]
    [InlineData(9999, "000100000006050100000001", Claim.Yes)]
    [InlineData(9999, "0001000000060501", Claim.No)]
    [InlineData(502, "000100010006050100000001", Claim.No)]
    [InlineData(502, "000100000006055000000001", Claim.No)]
    [InlineData(502, "0001", Claim.NeedMore)]
    [InlineData(502, "000101", Claim.No)]
    public void Another_port_needs_a_whole_request(int port, string hex, Claim claim) =>
        Assert.Equal(
            claim,
            new ModbusProtocol().Claims(
                new ScriptedFlow(ProtocolPlay.Ports(40000, port)),
                Side.Originator,
                ProtocolPlay.Bytes(hex)
            )
        );

    private static ScriptedFlow Play(params (Side, string)[] messages) =>
        ProtocolPlay.Tcp(new ModbusProtocol(), ProtocolPlay.Ports(40000, 502), messages);
}
