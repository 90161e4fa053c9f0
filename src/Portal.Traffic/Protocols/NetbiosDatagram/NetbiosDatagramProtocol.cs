namespace Portal.Traffic.Protocols.NetbiosDatagram;

/// <summary>
/// The NetBIOS datagram service (RFC 1002 §4.4) over UDP, named as in Wireshark. What it carries is no session of SMB, so it
/// is not named so: announcements to a whole network are not the use of a share.
/// </summary>
public sealed class NetbiosDatagramProtocol : IProtocol
{
    private const string Service = "nbdgm";

    public string Name => Service;

    public Transports Transports => Transports.Udp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes) =>
        NetbiosDatagramMessage.TryParse(firstBytes, out var message)
        && (
            message.SenderPort == NetbiosDatagramMessage.Port
            || flow.ResponderPort == NetbiosDatagramMessage.Port
            || flow.OriginatorPort == NetbiosDatagramMessage.Port
        )
            ? Claim.Yes
            : Claim.No;

    public IFlowAnalyzer Start(FlowContext flow) => new NetbiosDatagramAnalyzer(flow, Service);
}
