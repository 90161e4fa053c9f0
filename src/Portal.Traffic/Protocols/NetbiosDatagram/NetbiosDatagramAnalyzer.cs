namespace Portal.Traffic.Protocols.NetbiosDatagram;

/// <summary>Names the service and what its datagrams carry.</summary>
internal sealed class NetbiosDatagramAnalyzer : IFlowAnalyzer
{
    private readonly FlowContext _flow;
    private bool _isBrowser;

    public NetbiosDatagramAnalyzer(FlowContext flow, string service)
    {
        _flow = flow;
        flow.Confirm(service);
    }

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        _flow.Show(NetbiosDatagramFields.Add, side, bytes);
        if (!_isBrowser && NetbiosDatagramMessage.TryParse(bytes, out var message) && message.IsBrowser)
        {
            _isBrowser = true;
            _flow.Confirm("browser");
        }
    }

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
