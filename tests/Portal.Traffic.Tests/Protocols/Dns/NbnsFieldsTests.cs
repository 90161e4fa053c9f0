using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.Dns;

public sealed class NbnsFieldsTests
{
    [Theory]
    [InlineData(
        "dns/nbns.pcap",
        "nbns.addr",
        "nbns.class",
        "nbns.count.add_rr",
        "nbns.count.answers",
        "nbns.count.auth_rr",
        "nbns.count.queries",
        "nbns.data_length",
        "nbns.flags",
        "nbns.flags.broadcast",
        "nbns.flags.opcode",
        "nbns.flags.recdesired",
        "nbns.flags.response",
        "nbns.flags.truncated",
        "nbns.id",
        "nbns.name",
        "nbns.nb_flags",
        "nbns.nb_flags.group",
        "nbns.nb_flags.ont",
        "nbns.ttl",
        "nbns.type"
    )]
    [InlineData(
        "dns/netbios.pcap",
        "nbns.addr",
        "nbns.class",
        "nbns.count.add_rr",
        "nbns.count.answers",
        "nbns.count.auth_rr",
        "nbns.count.queries",
        "nbns.data_length",
        "nbns.flags",
        "nbns.flags.authoritative",
        "nbns.flags.broadcast",
        "nbns.flags.opcode",
        "nbns.flags.rcode",
        "nbns.flags.recavail",
        "nbns.flags.recdesired",
        "nbns.flags.response",
        "nbns.flags.truncated",
        "nbns.id",
        "nbns.name",
        "nbns.name_flags",
        "nbns.name_flags.act",
        "nbns.name_flags.cnf",
        "nbns.name_flags.drg",
        "nbns.name_flags.group",
        "nbns.name_flags.ont",
        "nbns.name_flags.prm",
        "nbns.nb_flags",
        "nbns.nb_flags.group",
        "nbns.nb_flags.ont",
        "nbns.netbios_name",
        "nbns.number_of_names",
        "nbns.ttl",
        "nbns.type",
        "nbns.unit_id"
    )]
    public Task Fields_print_as_tshark_prints_them(string capture, params string[] names) =>
        AgainstTshark.EqualAsync(capture, names);
}
