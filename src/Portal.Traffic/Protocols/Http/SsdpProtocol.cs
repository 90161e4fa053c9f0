namespace Portal.Traffic.Protocols.Http;

/// <summary>The simple service discovery protocol: HTTP heads in datagrams (UPnP Device Architecture 2.0 §1).</summary>
public sealed class SsdpProtocol : IProtocol
{
    private const int Port = 1900;

    public string Name => "ssdp";

    public Transports Transports => Transports.Udp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes) =>
        firstBytes.StartsWith("M-SEARCH * HTTP/1."u8)
        || firstBytes.StartsWith("NOTIFY * HTTP/1."u8)
        || (
            firstBytes.StartsWith("HTTP/1.1 200 "u8)
            && (flow.ResponderPort == Port || flow.OriginatorPort == Port || firstBytes.IndexOf("USN:"u8) > 0)
        )
            ? Claim.Yes
            : Claim.No;

    public IFlowAnalyzer Start(FlowContext flow) => new SsdpAnalyzer(flow);
}
