namespace Portal.Traffic.Protocols.Kerberos;

/// <summary>Kerberos over UDP.</summary>
internal sealed class KerberosDatagrams(FlowContext flow) : IFlowAnalyzer
{
    private readonly KerberosExchange _exchange = new(flow, "krb");

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (!_exchange.OnMessage(bytes, frame, frame))
        {
            flow.Weird("krb_unreadable_message", source: "KRB");
        }
    }

    public void OnGap(Side side, long bytes, FrameStamp frame) { }

    public void OnEnd(Side side, FrameStamp frame) { }

    public void OnDone() => _exchange.End();
}
