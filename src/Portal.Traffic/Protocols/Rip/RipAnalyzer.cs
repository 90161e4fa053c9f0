namespace Portal.Traffic.Protocols.Rip;

/// <summary>Names the service and shows its messages; nothing of them is recorded.</summary>
internal sealed class RipAnalyzer : IFlowAnalyzer
{
    private readonly FlowContext _flow;

    public RipAnalyzer(FlowContext flow, string service)
    {
        _flow = flow;
        flow.Confirm(service);
    }

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame) =>
        _flow.Show(_flow.ResponderPort == RipProtocol.Port ? RipFields.Add : RipFields.AddNextGeneration, side, bytes);

    public void OnGap(Side side, long bytes, FrameStamp frame)
    {
        // Datagrams have none.
    }

    public void OnEnd(Side side, FrameStamp frame)
    {
        // Datagrams have none.
    }

    public void OnDone()
    {
        // Nothing is held back.
    }
}
