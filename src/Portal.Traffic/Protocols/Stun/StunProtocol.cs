namespace Portal.Traffic.Protocols.Stun;

/// <summary>STUN and TURN (RFC 8489, RFC 8656) over UDP and TCP.</summary>
public sealed class StunProtocol : IProtocol
{
    private const int Port = 3478;

    public string Name => "stun";

    public Transports Transports => Transports.Tcp | Transports.Udp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes)
    {
        if (flow.Transport == Transports.Udp)
        {
            var isClassic = flow.ResponderPort == Port && StunMessage.IsClassic(firstBytes);
            return StunMessage.IsMessage(firstBytes, isWhole: true) || isClassic ? Claim.Yes : Claim.No;
        }
        if (firstBytes.Length < StunMessage.HeaderBytes)
        {
            return StunMessage.MayBegin(firstBytes) ? Claim.NeedMore : Claim.No;
        }
        return StunMessage.IsMessage(firstBytes, isWhole: false) ? Claim.Yes : Claim.No;
    }

    public IFlowAnalyzer Start(FlowContext flow) => new StunAnalyzer(flow);
}
