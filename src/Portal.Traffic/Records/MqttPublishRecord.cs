namespace Portal.Traffic.Records;

/// <summary>A publication, with the columns and the meaning of Zeek's mqtt_publish.log.</summary>
public sealed class MqttPublishRecord : FlowRecord
{
    public static readonly Table<MqttPublishRecord> Table = new Table<MqttPublishRecord>("mqtt_publish")
        .Flow()
        .Bool("from_client", record => record.IsFromClient)
        .Bool("retain", record => record.IsRetained)
        .String("qos", record => record.Qos)
        .String("status", record => record.Status)
        .String("topic", record => record.Topic)
        .String("payload", record => record.Payload)
        .Count("payload_len", record => record.PayloadLength)
        .Frames();

    public required bool IsFromClient { get; init; }

    /// <summary>The broker keeps it for those that subscribe later.</summary>
    public required bool IsRetained { get; init; }

    /// <summary><c>at most once</c>, <c>at least once</c> or <c>exactly once</c>.</summary>
    public required string Qos { get; init; }

    /// <summary><c>ok</c>, or <c>incomplete_qos</c> when an acknowledgment that was due did not come.</summary>
    public required string Status { get; set; }
    public required string Topic { get; init; }

    /// <summary>The first hundred bytes.</summary>
    public required string Payload { get; init; }
    public required long PayloadLength { get; init; }
}
