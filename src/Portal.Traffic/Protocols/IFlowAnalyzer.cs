namespace Portal.Traffic.Protocols;

/// <summary>
/// The state of one flow in one protocol. Data of each side comes in order, without holes except those that
/// <see cref="OnGap"/> announces. An exception ends this analyzer for this flow and becomes a weird; it harms nothing else.
/// </summary>
public interface IFlowAnalyzer
{
    /// <summary>The next bytes of a side's stream, or one datagram. The span is only valid during the call.</summary>
    /// <param name="side">Who sent them.</param>
    /// <param name="bytes">Never empty.</param>
    /// <param name="frame">The frame that carried these bytes.</param>
    void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame);

    /// <summary>Bytes that were never captured; parsing may resume after them.</summary>
    void OnGap(Side side, long bytes, FrameStamp frame);

    /// <summary>This side will send no more (FIN or RST).</summary>
    void OnEnd(Side side, FrameStamp frame);

    /// <summary>The flow is over, whatever the reason: write what is still held back.</summary>
    void OnDone();
}
