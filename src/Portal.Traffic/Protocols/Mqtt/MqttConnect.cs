using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Mqtt;

/// <summary>What a client says of itself (MQTT 5.0 §3.1). User name and password are stepped over.</summary>
internal sealed record MqttConnect(
    string ProtocolName,
    int Version,
    string ClientId,
    string? WillTopic,
    string? WillPayload
)
{
    private const int WillFlag = 0x04;
    private const int Version5 = 5;

    /// <summary>False when it is cut or broken.</summary>
    public static bool TryParse(ReadOnlySpan<byte> body, out MqttConnect connect)
    {
        var reader = new ByteReader(body);
        var name = ZeekText.Decode(reader.Take(reader.ReadUInt16()));
        int version = reader.ReadByte();
        var flags = reader.ReadByte();
        reader.Skip(2); // keep-alive
        if (version >= Version5)
        {
            MqttProperties.Skip(ref reader);
        }
        var client = ZeekText.Decode(reader.Take(reader.ReadUInt16()));
        string? topic = null;
        string? payload = null;
        if ((flags & WillFlag) != 0)
        {
            if (version >= Version5)
            {
                MqttProperties.Skip(ref reader);
            }
            topic = ZeekText.Decode(reader.Take(reader.ReadUInt16()));
            payload = ZeekText.Decode(reader.Take(reader.ReadUInt16()));
        }
        connect = new MqttConnect(name, version, client, topic, payload);
        return !reader.Failed;
    }
}
