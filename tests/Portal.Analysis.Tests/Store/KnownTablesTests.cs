using Portal.Analysis.Store;
using Portal.Traffic.Records;

namespace Portal.Analysis.Tests.Store;

public sealed class KnownTablesTests
{
    [Fact]
    public void Every_table_of_Zeek_that_the_contract_names_is_known()
    {
        var contract =
            "conn dns http ssl x509 files ftp smtp ssh rdp smb_mapping smb_files dce_rpc kerberos ntlm ldap ldap_search dhcp "
            + "quic tunnel snmp sip irc radius mysql postgresql rfb socks syslog ntp tftp pe ocsp modbus dnp3 mqtt_connect "
            + "mqtt_publish mqtt_subscribe websocket traceroute weird notice";

        Assert.Empty(contract.Split(' ').Except(KnownTables.All.Keys));
    }

    [Fact]
    public void Our_own_tables_are_found_by_the_scan()
    {
        Assert.Equal(ConnRecord.Table.Columns, KnownTables.Own["conn"]);
        Assert.Contains("weird", KnownTables.Own.Keys);
    }

    [Theory]
    [InlineData("vector[interval]", ZeekType.Interval, ZeekContainer.Vector)]
    [InlineData("set[addr]", ZeekType.Addr, ZeekContainer.Set)]
    [InlineData("table[string]", ZeekType.String, ZeekContainer.Set)]
    [InlineData("count", ZeekType.Count, ZeekContainer.None)]
    public void Reads_Zeeks_types(string text, ZeekType type, ZeekContainer container) =>
        Assert.Equal(new ColumnDefinition("x", type, container), ZeekTypeNames.TryParse("x", text));

    [Theory]
    [InlineData("")]
    [InlineData("]")]
    [InlineData("list[string]")]
    [InlineData("vector[vector[string]]")]
    [InlineData("text")]
    public void Refuses_other_types(string text) => Assert.Null(ZeekTypeNames.TryParse("x", text));
}
