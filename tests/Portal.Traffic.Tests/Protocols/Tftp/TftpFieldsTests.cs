using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.Tftp;

public sealed class TftpFieldsTests
{
    [Theory]
    [InlineData(
        "benign/tftp-tx-handling-wrq__input.pcap",
        "tftp.block",
        "tftp.destination_file",
        "tftp.opcode",
        "tftp.type"
    )]
    [InlineData(
        "benign/output-eve-tftp-01__input.pcap",
        "tftp.block",
        "tftp.destination_file",
        "tftp.opcode",
        "tftp.source_file",
        "tftp.type"
    )]
    public Task Fields_print_as_tshark_prints_them(string capture, params string[] names) =>
        AgainstTshark.EqualAsync(capture, names);
}
