namespace Portal.Traffic.Protocols.Tls;

/// <summary>SSL 2.0 to TLS 1.3 over TCP.</summary>
public sealed class TlsProtocol : IProtocol
{
    public string Name => "ssl";

    public Transports Transports => Transports.Tcp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes) =>
        firstBytes.IsEmpty ? Claim.NeedMore : TlsClaim.OfStream(firstBytes);

    public IFlowAnalyzer Start(FlowContext flow) => new TlsAnalyzer(flow);
}
