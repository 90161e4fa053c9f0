namespace Portal.Traffic.Protocols;

/// <summary>Both directions of a stream that a flow carries inside its messages.</summary>
public sealed class InnerStream(
    InnerStream.DataHandler data,
    Action<Side, long, FrameStamp> gap,
    Action<Side, FrameStamp> end
)
{
    public delegate void DataHandler(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame);

    /// <summary>The next bytes of a side; the span is only used during the call.</summary>
    public void Data(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (!bytes.IsEmpty)
        {
            data(side, bytes, frame);
        }
    }

    /// <summary>Bytes that were never captured.</summary>
    public void Gap(Side side, long bytes, FrameStamp frame) => gap(side, bytes, frame);

    /// <summary>The side sends no more.</summary>
    public void End(Side side, FrameStamp frame) => end(side, frame);
}
