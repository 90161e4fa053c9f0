namespace Portal.Traffic.Protocols.Rdp;

/// <summary>Confirms the handshake; everything behind it is encrypted.</summary>
internal sealed class RdpeudpAnalyzer(FlowContext flow) : IFlowAnalyzer
{
    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (side == Side.Responder && RdpeudpProtocol.IsSynAck(bytes))
        {
            flow.Confirm("rdpeudp");
        }
    }

    public void OnGap(Side side, long bytes, FrameStamp frame) { }

    public void OnEnd(Side side, FrameStamp frame) { }

    public void OnDone() { }
}
