namespace Portal.Traffic.Protocols.Kerberos;

/// <summary>Kerberos over TCP.</summary>
internal sealed class KerberosTcpAnalyzer(FlowContext flow) : IFlowAnalyzer
{
    private readonly KerberosExchange _exchange = new(flow, "krb_tcp");
    private readonly KerberosStream _originator = new();
    private readonly KerberosStream _responder = new();

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        var stream = Stream(side);
        while (!bytes.IsEmpty)
        {
            if (stream.TryRead(ref bytes, frame, out var message) && !_exchange.OnMessage(message, stream.First, frame))
            {
                flow.Weird("krb_unreadable_message", source: "KRB");
            }
        }
    }

    public void OnGap(Side side, long bytes, FrameStamp frame) => Stream(side).Lose();

    public void OnEnd(Side side, FrameStamp frame) { }

    public void OnDone() => _exchange.End();

    private KerberosStream Stream(Side side) => side == Side.Originator ? _originator : _responder;
}
