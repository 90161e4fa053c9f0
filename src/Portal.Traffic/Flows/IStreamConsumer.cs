namespace Portal.Traffic.Flows;

/// <summary>Takes one direction of a TCP stream in order.</summary>
internal interface IStreamConsumer
{
    void OnStream(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame);

    void OnStreamGap(Side side, long bytes, FrameStamp frame);
}
