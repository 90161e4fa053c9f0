namespace Portal.Traffic.Protocols.Stun;

/// <summary>Shows the messages; the flow has its name already.</summary>
internal sealed class CarriedStunAnalyzer(FlowContext flow) : IInnerAnalyzer
{
    public void OnMessage(Side side, ulong channel, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (StunMessage.IsMessage(bytes, isWhole: true))
        {
            flow.Show(StunFields.Add, side, bytes);
        }
    }

    public void OnChannelEnd(ulong channel)
    {
        // There is one.
    }

    public void OnDone()
    {
        // Nothing is held back.
    }
}
