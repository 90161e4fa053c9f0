namespace Portal.Traffic.Records;

/// <summary>A subscription or its end, with the columns and the meaning of Zeek's mqtt_subscribe.log.</summary>
public sealed class MqttSubscribeRecord : FlowRecord
{
    public static readonly Table<MqttSubscribeRecord> Table = new Table<MqttSubscribeRecord>("mqtt_subscribe")
        .Flow()
        .Enum("action", record => record.Action)
        .Vector("topics", record => record.Topics)
        .CountVector("qos_levels", record => record.QosLevels)
        .Count("granted_qos_level", record => record.GrantedQos)
        .Bool("ack", record => record.IsAcknowledged)
        .Frames();

    private List<long>? _qosLevels;

    /// <summary><c>MQTT::SUBSCRIBE</c> or <c>MQTT::UNSUBSCRIBE</c>.</summary>
    public required string Action { get; init; }
    public List<string> Topics { get; } = [];

    /// <summary>One for each of <see cref="Topics"/>; null for the end of a subscription.</summary>
    public IReadOnlyList<long>? QosLevels => _qosLevels;

    /// <summary>What the broker granted for the last topic; 128 is a refusal.</summary>
    public long? GrantedQos { get; set; }
    public bool IsAcknowledged { get; set; }

    public void Add(string topic, int? qos)
    {
        Topics.Add(topic);
        if (qos is { } level)
        {
            (_qosLevels ??= []).Add(level);
        }
    }
}
