namespace Portal.Traffic.Protocols.Tls;

/// <summary>TLS whose handshake messages QUIC carries in place of records (RFC 9001 §4).</summary>
public sealed class CarriedTlsProtocol : IInnerProtocol
{
    public string Name => "ssl";

    public IInnerAnalyzer Start(FlowContext flow) => new CarriedTlsAnalyzer(flow);
}
