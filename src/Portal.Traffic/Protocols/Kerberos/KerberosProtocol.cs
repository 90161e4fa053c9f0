namespace Portal.Traffic.Protocols.Kerberos;

/// <summary>Kerberos 5 (RFC 4120) over UDP: one message a datagram.</summary>
public sealed class KerberosProtocol : IProtocol
{
    public string Name => "krb";

    public Transports Transports => Transports.Udp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes) =>
        KerberosMessage.TryParse(firstBytes, out var message) && message.Type != KerberosMessageType.Other
            ? Claim.Yes
            : Claim.No;

    public IFlowAnalyzer Start(FlowContext flow) => new KerberosDatagrams(flow);
}
