namespace Portal.Traffic.Protocols.Xmpp;

/// <summary>Names the flow, and hands it over when TLS begins (RFC 6120 §5.4.3.1).</summary>
internal sealed class XmppAnalyzer : IFlowAnalyzer
{
    private readonly FlowContext _flow;
    private bool _isOver;

    public XmppAnalyzer(FlowContext flow)
    {
        _flow = flow;
        flow.Confirm("xmpp");
    }

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        // The type of a handshake record (RFC 8446 §5.1). No XML holds its first byte (XML 1.0 §2.2), and the client sends nothing
        // between asking for TLS and beginning it.
        if (!_isOver && side == Side.Originator && bytes is [0x16, ..])
        {
            _isOver = true;
            _flow.HandOver(side, bytes);
        }
    }

    public void OnGap(Side side, long bytes, FrameStamp frame) { }

    public void OnEnd(Side side, FrameStamp frame) { }

    public void OnDone() { }
}
