namespace Portal.Traffic.Records;

/// <summary>A client that logged in at a broker, with the columns and the meaning of Zeek's mqtt_connect.log.</summary>
public sealed class MqttConnectRecord : FlowRecord
{
    public static readonly Table<MqttConnectRecord> Table = new Table<MqttConnectRecord>("mqtt_connect")
        .Flow()
        .String("proto_name", record => record.ProtocolName)
        .String("proto_version", record => record.ProtocolVersion)
        .String("client_id", record => record.ClientId)
        .String("connect_status", record => record.Status)
        .String("will_topic", record => record.WillTopic)
        .String("will_payload", record => record.WillPayload)
        .Frames();

    public required string ProtocolName { get; init; }
    public required string ProtocolVersion { get; init; }
    public required string ClientId { get; init; }

    /// <summary>What the broker answered.</summary>
    public string? Status { get; set; }

    /// <summary>What the broker is to say when the client is gone.</summary>
    public string? WillTopic { get; init; }
    public string? WillPayload { get; init; }
}
