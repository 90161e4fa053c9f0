namespace Portal.Traffic.Protocols.Dhcp;

/// <summary>DHCP for IPv4 (RFC 2131) and the BOOTP messages that it grew out of.</summary>
public sealed class DhcpProtocol : IProtocol
{
    public string Name => "dhcp";

    public Transports Transports => Transports.Udp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes) =>
        DhcpMessage.HasCookie(firstBytes) && firstBytes[0] is DhcpMessage.Request or DhcpMessage.Reply
            ? Claim.Yes
            : Claim.No;

    public IFlowAnalyzer Start(FlowContext flow) => new DhcpAnalyzer(flow);
}
