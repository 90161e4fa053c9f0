namespace Portal.Traffic.Protocols.Http;

/// <summary>Names the service; its datagrams are shown and not recorded.</summary>
internal sealed class SsdpAnalyzer : IFlowAnalyzer
{
    private readonly FlowContext _flow;

    public SsdpAnalyzer(FlowContext flow)
    {
        _flow = flow;
        flow.Confirm("ssdp");
    }

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame) =>
        _flow.Show(SsdpFields.Add, side, bytes);

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
