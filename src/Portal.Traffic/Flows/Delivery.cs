namespace Portal.Traffic.Flows;

/// <summary>One piece of news for an analyzer.</summary>
internal readonly ref struct Delivery(
    DeliveryKind kind,
    Side side,
    ReadOnlySpan<byte> bytes,
    long missing,
    FrameStamp frame
)
{
    public DeliveryKind Kind { get; } = kind;
    public Side Side { get; } = side;
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    /// <summary>Bytes that were never captured, for a gap.</summary>
    public long Missing { get; } = missing;
    public FrameStamp Frame { get; } = frame;
}
