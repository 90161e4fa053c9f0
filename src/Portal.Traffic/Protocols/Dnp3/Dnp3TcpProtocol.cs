namespace Portal.Traffic.Protocols.Dnp3;

/// <summary>DNP3 over TCP (IEEE 1815).</summary>
public sealed class Dnp3TcpProtocol : IProtocol
{
    public string Name => "dnp3_tcp";

    public Transports Transports => Transports.Tcp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes) => Dnp3Link.Claims(firstBytes);

    public IFlowAnalyzer Start(FlowContext flow) => new Dnp3Analyzer(flow, Name);
}
