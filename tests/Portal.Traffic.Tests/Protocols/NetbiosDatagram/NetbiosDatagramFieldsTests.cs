using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.NetbiosDatagram;

public sealed class NetbiosDatagramFieldsTests
{
    [Theory]
    [InlineData(
        "dns/nbns.pcap",
        """
            nbdgm.destination_name nbdgm.dgram_id nbdgm.dgram_len nbdgm.first nbdgm.flags nbdgm.next nbdgm.node_type
            nbdgm.pkt_offset nbdgm.source_name nbdgm.src.ip nbdgm.src.port nbdgm.type
            """
    )]
    public Task Fields_of_captures_print_as_tshark_prints_them(string capture, string names) =>
        AgainstTshark.EqualAsync(capture, Names.Of(names));
}
