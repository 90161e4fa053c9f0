namespace Portal.Traffic.Protocols.Mqtt;

/// <summary>The properties that version 5 puts between header and payload (MQTT 5.0 §2.2.2); none is recorded.</summary>
internal static class MqttProperties
{
    public static void Skip(ref ByteReader reader)
    {
        var length = 0;
        for (var i = 0; i < MqttPacket.MaxLengthBytes; i++)
        {
            var value = reader.ReadByte();
            length |= (value & 0x7F) << (7 * i);
            if (value < 0x80)
            {
                break;
            }
        }
        reader.Skip(length);
    }
}
