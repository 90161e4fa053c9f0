namespace Portal.Traffic.Protocols.Tls;

/// <summary>DTLS 1.0 to 1.3 over UDP.</summary>
public sealed class DtlsProtocol : IProtocol
{
    public string Name => "dtls";

    public Transports Transports => Transports.Udp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes) => TlsClaim.OfDatagram(firstBytes);

    public IFlowAnalyzer Start(FlowContext flow) => new DtlsAnalyzer(flow);
}
