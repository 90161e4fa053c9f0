using Portal.Traffic.Protocols.Mqtt;
using Portal.Traffic.Protocols.Mysql;
using Portal.Traffic.Protocols.PostgreSql;
using Portal.Traffic.Protocols.Radius;
using Portal.Traffic.Protocols.Rfb;
using Portal.Traffic.Protocols.Snmp;
using Portal.Traffic.Protocols.Socks;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols;

/// <summary>What the binary protocols show of passwords, from messages that are written out here.</summary>
public sealed class LogonsInBinaryTests
{
    private const string Get =
        "30 29 02 01 01 04 08 73 65 63 72 65 74 39 39 A0 1A 02 04 01 02 03 04 02 01 00 02 01 00 30 0C 30 0A 06 06 2B 06 01 02 01 01 05 00";

    [Fact]
    public void Snmp_community_is_accepted_when_the_agent_answers()
    {
        var response = Get.Replace("A0 1A", "A2 1A", StringComparison.Ordinal);
        var flow = ProtocolPlay.Udp(
            new SnmpProtocol(),
            ProtocolPlay.Ports(40000, 161),
            (Side.Originator, Get),
            (Side.Originator, Get),
            (Side.Responder, response)
        );
        var row = Assert.Single(flow.Collected.Of(CredentialRecord.Table));
        Assert.Equal(
            ("community", "s…(8)", true, 2L, 3L),
            (row.Kind, row.Secret, row.IsAccepted, row.Seen, row.ReplyFrame)
        );
    }

    [Theory]
    [InlineData("01 00", true)]
    [InlineData("01 01", false)]
    public void Socks5(string verdict, bool isAccepted)
    {
        var flow = ProtocolPlay.Tcp(
            new SocksProtocol(),
            ProtocolPlay.Ports(40000, 1080),
            (Side.Originator, "05 01 02"),
            (Side.Responder, "05 02"),
            (Side.Originator, "01 03 61 6E 6E 08 73 65 63 72 65 74 39 39"),
            (Side.Responder, verdict)
        );
        var row = Assert.Single(flow.Collected.Of(CredentialRecord.Table));
        Assert.Equal(("ann", "s…(8)", isAccepted), (row.User, row.Secret, row.IsAccepted));
    }

    [Fact]
    public void Radius_verdicts_go_by_the_identifier_of_the_request()
    {
        string Ask(string id, string user) =>
            $"01 {id} 0032 {new string('A', 32)} 0103{user} 0212{new string('B', 30)}CC 0406 0A000001".Replace(
                "0032",
                "002F",
                StringComparison.Ordinal
            );
        string Answer(string code, string id) => $"{code} {id} 0014 {new string('D', 32)}";
        var flow = ProtocolPlay.Udp(
            new RadiusProtocol(),
            ProtocolPlay.Ports(40000, 1812),
            (Side.Originator, Ask("01", "61")),
            (Side.Originator, Ask("02", "62")),
            (Side.Responder, Answer("03", "02")),
            (Side.Responder, Answer("02", "01"))
        );
        Assert.Equal(
            [("a", true, "…(16 bytes)"), ("b", false, "…(16 bytes)")],
            flow.Collected.Of(CredentialRecord.Table).Select(row => (row.User, row.IsAccepted == true, row.Secret))
        );
    }

    [Theory]
    [InlineData("00000000", true)]
    [InlineData("00000001", false)]
    public void Vnc(string result, bool isAccepted)
    {
        var flow = ProtocolPlay.Tcp(
            new RfbProtocol(),
            ProtocolPlay.Ports(40000, 5900),
            (Side.Responder, "52 46 42 20 30 30 33 2E 30 30 38 0A"),
            (Side.Originator, "52 46 42 20 30 30 33 2E 30 30 38 0A"),
            (Side.Responder, "01 02"),
            (Side.Originator, "02"),
            (Side.Responder, new string('1', 32)),
            (Side.Originator, new string('2', 32)),
            (Side.Responder, result)
        );
        var row = Assert.Single(flow.Collected.Of(CredentialRecord.Table));
        Assert.Equal(("VNC, DES", isAccepted, 6L), (row.HashMode, row.IsAccepted, row.FirstFrame));
    }

    [Fact]
    public void Mqtt()
    {
        var flow = ProtocolPlay.Tcp(
            new MqttProtocol(),
            ProtocolPlay.Ports(40000, 1883),
            (Side.Originator, "10 1C 0004 4D515454 04 C2 003C 0001 61 0003 616E6E 0008 73 65 63 72 65 74 39 39"),
            (Side.Responder, "20 02 00 05")
        );
        var row = Assert.Single(flow.Collected.Of(CredentialRecord.Table));
        Assert.Equal(("ann", "s…(8)", false), (row.User, row.Secret, row.IsAccepted));
    }

    [Theory]
    [InlineData("00000003", "secret99", "s…(8)", null)]
    [InlineData(
        "00000005 01020304",
        "md5aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "…(35 bytes)",
        "PostgreSQL CRAM, MD5 (hashcat 11100)"
    )]
    [InlineData("0000000B", "c=biws,r=nonce,p=cHJvb2Y=", "…(8 bytes)", "PostgreSQL SCRAM-SHA-256 (hashcat 28600)")]
    public void PostgreSql(string request, string answer, string mask, string? mode)
    {
        var isScram = answer.Contains(",p=", StringComparison.Ordinal);
        var body = Convert.ToHexString(SessionPlay.Bytes(answer)) + (isScram ? "" : "00");
        var asked = request.Replace(" ", "", StringComparison.Ordinal);
        var flow = ProtocolPlay.Tcp(
            new PostgreSqlProtocol(),
            ProtocolPlay.Ports(40000, 5432),
            (Side.Originator, "00000012 00030000 75736572 00 616E6E 00 00"),
            (Side.Responder, $"52 {asked.Length / 2 + 4:X8} {asked}"),
            (Side.Originator, $"70 {body.Length / 2 + 4:X8} {body}"),
            (Side.Responder, "52 00000008 00000000")
        );
        var row = Assert.Single(flow.Collected.Of(CredentialRecord.Table));
        Assert.Equal(("ann", mask, mode, true), (row.User, row.Secret, row.HashMode, row.IsAccepted));
    }

    [Theory]
    [InlineData("mysql_clear_password", "73656372657439 39 00", "s…(8)", null)]
    [InlineData("caching_sha2_password", "", null, null)]
    [InlineData(
        "mysql_native_password",
        "0102030405060708090A0B0C0D0E0F1011121314",
        "…(20 bytes)",
        "MySQL CRAM, SHA1 (hashcat 11200)"
    )]
    public void Mysql_after_the_server_asked_for_another_plugin(string plugin, string proof, string? mask, string? mode)
    {
        string Packet(int sequence, string hex) =>
            $"{hex.Replace(" ", "", StringComparison.Ordinal).Length / 2:X2}0000 {sequence:X2} {hex}";
        var name = Convert.ToHexString(SessionPlay.Bytes(plugin));
        var flow = ProtocolPlay.Tcp(
            new MysqlProtocol(),
            ProtocolPlay.Ports(40000, 3306),
            (
                Side.Responder,
                Packet(0, $"0A 352E3700 01000000 {new string('4', 16)} 00 FFF7 21 0200 FF81 15 {new string('0', 20)}")
            ),
            // Protocol 4.1, secure connection, plugin authentication; an empty proof
            (Side.Originator, Packet(1, $"0082 0800 00000001 21 {new string('0', 46)} 616E6E00 00 6D7973716C00")),
            (Side.Responder, Packet(2, $"FE {name} 00")),
            (Side.Originator, proof.Length == 0 ? "" : Packet(3, proof)),
            (Side.Responder, Packet(4, "00 00 00 0200 0000"))
        );
        var rows = flow.Collected.Of(CredentialRecord.Table);
        Assert.Equal(
            mask is null ? [] : [("ann", mask, mode, true)],
            rows.Select(row => (row.User!, row.Secret, row.HashMode, row.IsAccepted == true))
        );
    }
}
