namespace Portal.Traffic.Protocols.Kerberos;

/// <summary>Kerberos inside another protocol's logon; the carrier gives whole messages.</summary>
internal sealed class KerberosTokens(FlowContext flow) : IInnerAnalyzer
{
    private readonly KerberosExchange _exchange = new(flow, "krb");

    public void OnMessage(Side side, ulong channel, ReadOnlySpan<byte> bytes, FrameStamp frame) =>
        _exchange.OnMessage(bytes, frame, frame);

    public void OnChannelEnd(ulong channel) { }

    public void OnDone() => _exchange.End();
}
