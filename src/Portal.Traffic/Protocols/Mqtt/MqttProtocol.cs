namespace Portal.Traffic.Protocols.Mqtt;

/// <summary>MQTT 3.1, 3.1.1 and 5.0 (OASIS MQTT Version 5.0) over TCP.</summary>
public sealed class MqttProtocol : IProtocol
{
    /// <summary>Fixed header, length of the name, <c>MQIsdp</c>, version.</summary>
    private const int MaxNeeded = 5 + 2 + 6 + 1;

    public string Name => "mqtt";

    public Transports Transports => Transports.Tcp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes)
    {
        if (firstBytes is not [MqttPacket.ConnectByte, ..])
        {
            return Claim.No;
        }
        var place = 1;
        while (place < firstBytes.Length && place < MqttPacket.MaxLengthBytes && firstBytes[place] >= 0x80)
        {
            place++;
        }
        if (place + 1 < firstBytes.Length)
        {
            var rest = firstBytes[(place + 1)..];
            if (rest.StartsWith("\0\u0004MQTT"u8) || rest.StartsWith("\0\u0006MQIsdp"u8))
            {
                return Claim.Yes;
            }
            if (!"\0\u0004MQTT"u8.StartsWith(rest) && !"\0\u0006MQIsdp"u8.StartsWith(rest))
            {
                return Claim.No;
            }
        }
        return firstBytes.Length < MaxNeeded ? Claim.NeedMore : Claim.No;
    }

    public IFlowAnalyzer Start(FlowContext flow) => new MqttAnalyzer(flow);
}
