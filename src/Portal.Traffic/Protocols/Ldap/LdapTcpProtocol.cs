namespace Portal.Traffic.Protocols.Ldap;

/// <summary>The Lightweight Directory Access Protocol (RFC 4511) over TCP.</summary>
public sealed class LdapTcpProtocol : IProtocol
{
    public string Name => "ldap_tcp";

    public Transports Transports => Transports.Tcp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes) => LdapMessage.Claims(firstBytes);

    public IFlowAnalyzer Start(FlowContext flow) => new LdapAnalyzer(flow);
}
