namespace Portal.Traffic.Protocols.Ldap;

/// <summary>Connectionless LDAP (RFC 1798, MS-ADTS §3.1.1.3.1.11): one message a datagram; Windows finds its controllers so.</summary>
public sealed class LdapUdpProtocol : IProtocol
{
    public string Name => "ldap_udp";

    public Transports Transports => Transports.Udp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes) =>
        LdapMessage.TryParse(firstBytes, out _) ? Claim.Yes : Claim.No;

    public IFlowAnalyzer Start(FlowContext flow) => new LdapDatagrams(flow);
}
