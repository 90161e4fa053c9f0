using FsCheck.Xunit;
using Portal.Samples;
using Portal.Traffic.Fields;
using Portal.Traffic.Tests.Protocols;
using Portal.Traffic.Tests.Protocols.Dnp3;
using Portal.Traffic.Tests.Protocols.Mysql;
using Portal.Traffic.Tests.Protocols.PostgreSql;
using Portal.Traffic.Tests.Protocols.Redis;
using Portal.Traffic.Tests.Protocols.Rip;

namespace Portal.Traffic.Tests.Fields;

/// <summary>No protocol's fields throw, whatever became of a message: they show what can be read.</summary>
public sealed class HostileFieldsTests
{
    private static readonly string[] s_captures =
    [
        "benign/dhcp.pcap",
        "formats/dhcpv6.pcap",
        "dns/netbios.pcap",
        "dns/nbns.pcap",
        "dns/dns-mx.pcap",
        "benign/NTP-digest.pcap",
        "benign/snmp.pcap",
        "benign/radius.pcap",
        "benign/tftp.pcap",
        "tls/webrtc-stun.pcap",
        "benign/stun.pcap",
        "benign/tcp-syslog.pcap",
        "benign/starcraft_battle.pcap",
        "benign/ftp.pcap",
        "benign/smtp.pcap",
        "benign/imap.pcap",
        "benign/pop3-auth-01__input.pcap",
        "benign/irc-dcc-send.pcapng",
        "benign/ssh_kex_curve25519.pcap",
        "benign/sip.pcap",
        "benign/mqtt.pcap",
        "benign/modbus.pcap",
        "tls/quic-28.pcap",
        "tls/dtls1_2.pcap",
        "tls/tls13_psk_succesfull.pcap",
        "http/get.pcap",
        "benign/mysql.pcapng",
        "benign/pgsql.pcap",
        "benign/kerberos135_auth.pcapng",
        "lateral/smb-filename__input.pcap",
        "http/get-gzip.pcap",
        "http/http2-nghttp2.pcap",
        "http/http2-range.pcap",
        "benign/RDP-003.pcap",
        "benign/rdp-to-ssl.pcap",
        "benign/rdp-proprietary-encryption.pcap",
        "benign/mssql_tds.pcap",
        "benign/telnet.pcap",
        "benign/vnc-mac-to-linux.pcap",
        "benign/socks-auth.pcap",
        "benign/socks.pcap",
    ];

    private static readonly SampleCapture[] s_samples =
    [
        Dnp3Conversation.Capture,
        MysqlConversations.Commands,
        MysqlConversations.WithoutEof,
        MysqlConversations.WithAttributes,
        MysqlConversations.BeforeVersion41,
        PostgreSqlConversations.Messages,
        RespConversation.Capture,
        RipConversations.Ipv4,
        RipConversations.Ipv6,
    ];

    private static readonly IReadOnlyList<ShownByAnalyzer> s_messages =
    [
        .. MessageCollector.Read([
            .. s_captures.Select(capture => Corpus.File("captures/" + capture)),
            OwnCaptures.File("Tds", "login-and-queries"),
            OwnCaptures.File("Rsh", "shell"),
            OwnCaptures.File("Rlogin", "session"),
            OwnCaptures.File("BitTorrent", "peers"),
        ]),
        .. MessageCollector.Read(s_samples),
    ];

    [Fact]
    public void Messages_of_every_kind_are_shown()
    {
        var kinds = s_messages.Select(message => message.Fields.Method.DeclaringType!.Name).Distinct().ToList();
        string[] wanted =
        [
            "DhcpFields",
            "Dhcpv6Fields",
            "NbnsFields",
            "DnsFields",
            "NtpFields",
            "SnmpFields",
            "RadiusFields",
            "TftpFields",
            "StunFields",
            "SyslogFields",
            "SsdpFields",
            "FtpFields",
            "SmtpFields",
            "ImapFields",
            "Pop3Fields",
            "IrcFields",
            "SshFields",
            "SipFields",
            "MqttFields",
            "ModbusFields",
            "QuicFields",
            "DtlsFields",
            "TlsFields",
            "HttpFields",
            "MysqlHandshakeFields",
            "MysqlCommandFields",
            "MysqlResponseFields",
            "PostgreSqlFields",
            "SpnegoFields",
            "NetbiosDatagramFields",
            "Dnp3Fields",
            "Dnp3ApplicationFields",
            "RespFields",
            "RipFields",
            "Http2Fields",
            "RdpFields",
            "TdsFields",
            "TelnetFields",
            "RfbFields",
            "SocksFields",
            "RshFields",
            "RloginFields",
            "BitTorrentFields",
        ];
        Assert.Empty(wanted.Except(kinds));
    }

    [Fact]
    public void Messages_cut_anywhere_are_borne()
    {
        const int MaxLength = 600; // what stands behind is of the same kind
        foreach (var message in s_messages)
        {
            for (var length = 0; length < Math.Min(message.Bytes.Length, MaxLength); length++)
            {
                AssertInside(message.TreeOf(message.Bytes[..length]));
            }
        }
    }

    [Property(MaxTest = 2000)]
    public void Damaged_messages_are_borne(uint which, (ushort Place, byte Value)[] damages)
    {
        var message = s_messages[(int)(which % (uint)s_messages.Count)];
        if (message.Bytes.Length == 0)
        {
            return;
        }
        var bytes = message.Bytes.ToArray();
        foreach (var (place, value) in damages)
        {
            bytes[place % bytes.Length] = value;
        }
        AssertInside(message.TreeOf(bytes));
    }

    private static void AssertInside(FieldTree tree)
    {
        foreach (var node in tree.Flat)
        {
            Assert.InRange(node.Offset + node.Length, 0, tree.Views[node.View].Bytes.Length);
        }
    }
}
