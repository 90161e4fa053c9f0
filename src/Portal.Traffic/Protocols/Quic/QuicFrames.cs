namespace Portal.Traffic.Protocols.Quic;

/// <summary>The frames of Initial packets (RFC 9000 §12.4, §19).</summary>
internal static class QuicFrames
{
    public const int Padding = 0x00;
    public const int Ping = 0x01;
    public const int Acknowledgment = 0x02;
    public const int AcknowledgmentWithCounts = 0x03;
    public const int Crypto = 0x06;
    public const int Close = 0x1C;

    /// <summary>§19.3: largest, delay, number of ranges, first range, and two numbers for each range.</summary>
    public static void SkipAcknowledgment(ref ByteReader reader, bool hasCounts)
    {
        QuicPacket.ReadInt(ref reader);
        QuicPacket.ReadInt(ref reader);
        var ranges = QuicPacket.ReadInt(ref reader);
        QuicPacket.ReadInt(ref reader);
        for (var i = 0; i < ranges && reader.Remaining > 0; i++)
        {
            QuicPacket.ReadInt(ref reader);
            QuicPacket.ReadInt(ref reader);
        }
        for (var i = 0; hasCounts && i < 3; i++)
        {
            QuicPacket.ReadInt(ref reader);
        }
    }
}
