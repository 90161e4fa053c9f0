namespace Portal.Traffic.Protocols;

/// <summary>The state of one flow in a protocol that another one carries.</summary>
public interface IInnerAnalyzer
{
    /// <summary>The next message, or the next piece of a channel's stream. The span is only valid during the call.</summary>
    /// <param name="side">Who sent it.</param>
    /// <param name="channel">Which of several conversations inside the flow, for example a pipe's file identifier; 0 if there is one.</param>
    /// <param name="bytes">As the carrier had them.</param>
    /// <param name="frame">The frame that carried the last of them.</param>
    void OnMessage(Side side, ulong channel, ReadOnlySpan<byte> bytes, FrameStamp frame);

    /// <summary>A channel is over and its number may be used for another.</summary>
    void OnChannelEnd(ulong channel);

    /// <summary>The flow is over: write what is still held back.</summary>
    void OnDone();
}
