using Portal.Traffic.Protocols;
using Portal.Traffic.Protocols.Mqtt;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Mqtt;

public sealed class MqttTests(ITestOutputHelper output)
{
    private const string Connect = "100d 00044d515454 04 02 003c 0001 61";

    [Fact]
    public void Mqtt_rows_of_the_corpus_are_Zeeks()
    {
        new ZeekComparison(output).Hold(MqttConnectRecord.Table, rows: 3, share: 0.999);
        new ZeekComparison(output).Hold(MqttPublishRecord.Table, rows: 5, share: 0.999);
        new ZeekComparison(output).Hold(MqttSubscribeRecord.Table, rows: 2, share: 0.999);
    }

    [Fact]
    public void A_login_is_written_with_its_answer_and_never_with_its_password()
    {
        var flow = Play(
            (Side.Originator, "1022 00044d515454 04 c6 003c 0003616263 000174 00027061 0002626f 0006736563726574"),
            (Side.Responder, "20020004")
        );

        var row = Assert.Single(flow.Collected.Of(MqttConnectRecord.Table));
        Assert.Equal(("MQTT", "3.1.1", "abc"), (row.ProtocolName, row.ProtocolVersion, row.ClientId));
        Assert.Equal(("t", "pa"), (row.WillTopic, row.WillPayload));
        Assert.Equal("Refused: bad user name or password", row.Status);
    }

    [Fact]
    public void A_publication_waits_for_the_acknowledgment_of_its_level()
    {
        var flow = Play(
            (Side.Originator, Connect),
            (Side.Responder, "20020000"),
            (Side.Originator, "3206 000174 0001 41"),
            (Side.Originator, "3406 000174 0002 42"),
            (Side.Originator, "3206 000174 0003 43"),
            (Side.Responder, "40020001 50020002 70020002")
        );

        Assert.Equal(
            [("A", "ok"), ("B", "ok"), ("C", "incomplete_qos")],
            flow.Collected.Of(MqttPublishRecord.Table).Select(row => (row.Payload, row.Status))
        );
    }

    [Fact]
    public void A_long_payload_is_counted_and_cut()
    {
        var payload = string.Concat(Enumerable.Repeat("41", 300_000));
        var row = Assert.Single(
            Play((Side.Originator, Connect), (Side.Originator, $"30 e3a712 000174 {payload}"))
                .Collected.Of(MqttPublishRecord.Table)
        );
        Assert.Equal((100, 300_000L), (row.Payload.Length, row.PayloadLength));
    }

    [Fact]
    public void Subscriptions_and_their_end_are_acknowledged()
    {
        var flow = Play(
            (Side.Originator, Connect),
            (Side.Originator, "820a 0001 000161 01 000162 02"),
            (Side.Responder, "9004 0001 0102"),
            (Side.Originator, "a205 0002 000161"),
            (Side.Responder, "b002 0002"),
            (Side.Originator, "8206 0003 000163 00")
        );

        var rows = flow.Collected.Of(MqttSubscribeRecord.Table);
        Assert.Equal(["MQTT::SUBSCRIBE", "MQTT::UNSUBSCRIBE", "MQTT::SUBSCRIBE"], rows.Select(row => row.Action));
        Assert.Equal([true, true, false], rows.Select(row => row.IsAcknowledged));
        Assert.Equal(["a", "b"], rows[0].Topics);
        Assert.Equal([1, 2], rows[0].QosLevels!);
        Assert.Equal(2, rows[0].GrantedQos);
        Assert.Null(rows[1].QosLevels);
    }

    [Fact]
    public void Properties_of_version_5_are_stepped_over()
    {
        var flow = Play(
            (Side.Originator, "1012 00044d515454 05 02 003c 05 1100000001 0000"),
            (Side.Responder, "2003000000"),
            (Side.Originator, "300a 000174 05 0200000001 41")
        );
        Assert.Equal("5.0", Assert.Single(flow.Collected.Of(MqttConnectRecord.Table)).ProtocolVersion);
        Assert.Equal("A", Assert.Single(flow.Collected.Of(MqttPublishRecord.Table)).Payload);
    }

    [Theory]
    [InlineData("10", Claim.NeedMore)]
    [InlineData("1025 0006 4d51", Claim.NeedMore)]
    [InlineData("10ffff7f 0004 4d515454", Claim.Yes)]
    [InlineData("1025 0006 48545450", Claim.No)]
    [InlineData("16030100", Claim.No)]
    public void A_login_is_told_by_its_name(string hex, Claim claim) =>
        Assert.Equal(claim, new MqttProtocol().Claims(new ScriptedFlow(), Side.Originator, ProtocolPlay.Bytes(hex)));

    private static ScriptedFlow Play(params (Side, string)[] messages) =>
        ProtocolPlay.Tcp(new MqttProtocol(), ProtocolPlay.Ports(40000, 1883), messages);
}
