using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Mqtt;

/// <summary>What a client says of itself (MQTT 5.0 §3.1). Of the password only the place is read.</summary>
internal sealed record MqttConnect(
    string ProtocolName,
    int Version,
    string ClientId,
    string? WillTopic,
    string? WillPayload,
    string? UserName,
    Range? Password
)
{
    private const int WillFlag = 0x04;
    private const int PasswordFlag = 0x40;
    private const int UserFlag = 0x80;
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
        var isWhole = !reader.Failed; // what follows is for the table of credentials only
        var user = (flags & UserFlag) != 0 ? ZeekText.Decode(reader.Take(reader.ReadUInt16())) : null;
        Range? password = null;
        if ((flags & PasswordFlag) != 0)
        {
            var length = reader.Take(reader.ReadUInt16()).Length;
            password = reader.Failed ? null : (reader.Position - length)..reader.Position;
        }
        connect = new MqttConnect(name, version, client, topic, payload, user, password);
        return isWhole;
    }
}
