using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.Mqtt;

public sealed class MqttFieldsTests
{
    [Theory]
    [InlineData(
        "benign/mqtt.pcap",
        "mqtt.clientid",
        "mqtt.clientid_len",
        "mqtt.conack.flags.reserved",
        "mqtt.conack.val",
        "mqtt.conflag.cleansess",
        "mqtt.conflag.passwd",
        "mqtt.conflag.qos",
        "mqtt.conflag.reserved",
        "mqtt.conflag.retain",
        "mqtt.conflag.uname",
        "mqtt.conflag.willflag",
        "mqtt.conflags",
        "mqtt.dupflag",
        "mqtt.hdr_reserved",
        "mqtt.hdrflags",
        "mqtt.kalive",
        "mqtt.len",
        "mqtt.msg",
        "mqtt.msgid",
        "mqtt.msgtype",
        "mqtt.proto_len",
        "mqtt.protoname",
        "mqtt.qos",
        "mqtt.retain",
        "mqtt.sub.qos",
        "mqtt.suback.qos",
        "mqtt.topic",
        "mqtt.topic_len",
        "mqtt.ver"
    )]
    [InlineData(
        "benign/ndpi-mqtt.pcap",
        "mqtt.clientid",
        "mqtt.clientid_len",
        "mqtt.conack.flags.reserved",
        "mqtt.conack.val",
        "mqtt.conflag.cleansess",
        "mqtt.conflag.passwd",
        "mqtt.conflag.qos",
        "mqtt.conflag.reserved",
        "mqtt.conflag.retain",
        "mqtt.conflag.uname",
        "mqtt.conflag.willflag",
        "mqtt.conflags",
        "mqtt.dupflag",
        "mqtt.hdr_reserved",
        "mqtt.hdrflags",
        "mqtt.kalive",
        "mqtt.len",
        "mqtt.msg",
        "mqtt.msgid",
        "mqtt.msgtype",
        "mqtt.passwd",
        "mqtt.passwd_len",
        "mqtt.proto_len",
        "mqtt.protoname",
        "mqtt.qos",
        "mqtt.retain",
        "mqtt.sub.qos",
        "mqtt.suback.qos",
        "mqtt.topic",
        "mqtt.topic_len",
        "mqtt.username",
        "mqtt.username_len",
        "mqtt.ver"
    )]
    public Task Fields_print_as_tshark_prints_them(string capture, params string[] names) =>
        AgainstTshark.EqualAsync(capture, names);
}
