namespace Portal.Traffic.Protocols.Dhcpv6;

/// <summary>Names the service; its datagrams are shown and not recorded.</summary>
internal sealed class Dhcpv6Analyzer : IFlowAnalyzer
{
    private readonly FlowContext _flow;

    public Dhcpv6Analyzer(FlowContext flow)
    {
        _flow = flow;
        flow.Confirm("dhcpv6");
    }

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame) =>
        _flow.Show(Dhcpv6Fields.Add, side, bytes);

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
