using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.Snmp;

public sealed class SnmpFieldsTests
{
    [Theory]
    [InlineData(
        "benign/snmp.pcap",
        "snmp.agent_addr",
        "snmp.community",
        "snmp.data",
        "snmp.enterprise",
        "snmp.error_index",
        "snmp.error_status",
        "snmp.generic_trap",
        "snmp.msgAuthoritativeEngineBoots",
        "snmp.msgAuthoritativeEngineTime",
        "snmp.msgFlags",
        "snmp.msgID",
        "snmp.msgMaxSize",
        "snmp.msgSecurityModel",
        "snmp.msgUserName",
        "snmp.msgVersion",
        "snmp.name",
        "snmp.request_id",
        "snmp.specific_trap",
        "snmp.time_stamp",
        "snmp.value.counter",
        "snmp.value.int",
        "snmp.value.octets",
        "snmp.value.oid",
        "snmp.value.timeticks",
        "snmp.variable_bindings",
        "snmp.version"
    )]
    public Task Fields_print_as_tshark_prints_them(string capture, params string[] names) =>
        AgainstTshark.EqualAsync(capture, names);
}
