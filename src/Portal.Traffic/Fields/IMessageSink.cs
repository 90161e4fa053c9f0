namespace Portal.Traffic.Fields;

/// <summary>Sees the messages that protocols read in the flows, each in the frame that completes it.</summary>
internal interface IMessageSink
{
    /// <summary>The payload of this frame belongs to a flow whose protocol is known; perhaps none of its messages ends in it.</summary>
    /// <param name="protocol">Zeek's name of the service.</param>
    void NoteStream(long frame, string protocol);

    /// <param name="frame">The frame that completes the message; it may be an earlier one than the last that was analysed.</param>
    /// <param name="bytes">The message; only valid during the call.</param>
    /// <param name="state">What the fields need besides.</param>
    /// <param name="view">What to call the bytes when they are none of the frame's.</param>
    void Add(long frame, MessageFields fields, Side side, ReadOnlySpan<byte> bytes, object? state, string view);
}
