using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.Modbus;

public sealed class ModbusFieldsTests
{
    [Theory]
    [InlineData(
        "benign/modbus.pcap",
        "mbtcp.len",
        "mbtcp.prot_id",
        "mbtcp.trans_id",
        "mbtcp.unit_id",
        "modbus.byte_cnt",
        "modbus.func_code",
        "modbus.reference_num",
        "modbus.regval_uint16",
        "modbus.word_cnt"
    )]
    public Task Fields_print_as_tshark_prints_them(string capture, params string[] names) =>
        AgainstTshark.EqualAsync(capture, names);
}
