namespace Portal.Traffic.Protocols.Mqtt;

/// <summary>A control packet (MQTT 5.0 §2.1): type and flags, the length of the rest in one to four bytes of seven bits, the rest.</summary>
/// <param name="type">What it is.</param>
/// <param name="flags">The lower four bits of the first byte.</param>
/// <param name="body">The rest as far as it was kept.</param>
/// <param name="length">Bytes of the rest.</param>
internal readonly ref struct MqttPacket(MqttPacketType type, int flags, ReadOnlySpan<byte> body, int length)
{
    public const byte ConnectByte = 0x10;
    public const int MaxLengthBytes = 4;

    public MqttPacketType Type { get; } = type;
    public int Flags { get; } = flags;
    public ReadOnlySpan<byte> Body { get; } = body;
    public int Length { get; } = length;

    /// <summary>Two bits of a publication (§3.3.1).</summary>
    public int Qos => (Flags >> 1) & 3;

    public bool IsRetained => (Flags & 1) != 0;

    /// <summary>Behind the first byte come the bits of the length, seven a byte, the lowest first (§1.5.5).</summary>
    public byte[] WithHeader()
    {
        var header = new List<byte> { (byte)(((int)Type << 4) | Flags) };
        var rest = Length;
        do
        {
            header.Add((byte)((rest & 0x7F) | (rest > 0x7F ? 0x80 : 0)));
            rest >>= 7;
        } while (rest > 0);
        return [.. header, .. Body];
    }
}
