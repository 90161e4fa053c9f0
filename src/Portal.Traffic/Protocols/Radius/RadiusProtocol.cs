namespace Portal.Traffic.Protocols.Radius;

/// <summary>RADIUS over UDP: authentication (RFC 2865) and accounting (RFC 2866).</summary>
public sealed class RadiusProtocol : IProtocol
{
    private const int Port = 1812;

    public string Name => "radius";

    public Transports Transports => Transports.Udp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes) =>
        RadiusMessage.TryParse(firstBytes, out var message)
        && (flow.ResponderPort == Port || IsTelling(message, firstBytes.Length))
            ? Claim.Yes
            : Claim.No;

    public IFlowAnalyzer Start(FlowContext flow) => new RadiusAnalyzer(flow);

    /// <summary>On any port: a known code, a length that is exactly the datagram's, and an attribute that every such message has.</summary>
    private static bool IsTelling(RadiusMessage message, int length) =>
        message.Length == length
        && message.Code is RadiusMessage.AccessRequest or RadiusMessage.AccountingRequest
        && message.HasKnownAttributes;
}
