namespace Portal.Traffic.Protocols.Dnp3;

/// <summary>DNP3 over UDP (IEEE 1815).</summary>
public sealed class Dnp3UdpProtocol : IProtocol
{
    public string Name => "dnp3_udp";

    public Transports Transports => Transports.Udp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes) =>
        Dnp3Link.Claims(firstBytes) == Claim.Yes ? Claim.Yes : Claim.No;

    public IFlowAnalyzer Start(FlowContext flow) => new Dnp3Analyzer(flow, Name);
}
