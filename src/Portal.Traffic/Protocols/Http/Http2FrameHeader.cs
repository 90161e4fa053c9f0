namespace Portal.Traffic.Protocols.Http;

/// <summary>The nine bytes before every frame (RFC 9113 §4.1).</summary>
/// <param name="Length">Bytes of the payload.</param>
/// <param name="Stream">31 bits; 0 for the connection.</param>
internal readonly record struct Http2FrameHeader(int Length, byte Type, byte Flags, int Stream)
{
    public const int Bytes = 9;

    public const byte Data = 0;
    public const byte Headers = 1;
    public const byte Reset = 3;
    public const byte Settings = 4;
    public const byte PushPromise = 5;
    public const byte Continuation = 9;

    /// <summary>In settings and pings the same bit says that they are acknowledged.</summary>
    public const byte EndsStreamFlag = 1;
    public const byte EndsHeadersFlag = 4;
    public const byte PaddedFlag = 8;
    public const byte PriorityFlag = 0x20;

    public bool EndsStream => (Flags & EndsStreamFlag) != 0;

    public bool EndsHeaders => (Flags & EndsHeadersFlag) != 0;

    public bool IsPadded => (Flags & PaddedFlag) != 0;

    public bool HasPriority => (Flags & PriorityFlag) != 0;

    /// <summary>False when there are fewer than nine bytes.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out Http2FrameHeader header)
    {
        var reader = new ByteReader(bytes);
        header = new Http2FrameHeader(
            reader.ReadUInt24(),
            reader.ReadByte(),
            reader.ReadByte(),
            (int)(reader.ReadUInt32() & 0x7FFF_FFFF)
        );
        return !reader.Failed;
    }
}
