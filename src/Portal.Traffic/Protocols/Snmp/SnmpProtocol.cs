namespace Portal.Traffic.Protocols.Snmp;

/// <summary>SNMP versions 1, 2c and 3 over UDP (RFC 1157, RFC 3416, RFC 3412).</summary>
public sealed class SnmpProtocol : IProtocol
{
    private const int Port = 161;
    private const int TrapPort = 162;
    private const int AgentXPort = 705;

    public string Name => "snmp";

    public Transports Transports => Transports.Udp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes) =>
        SnmpMessage.TryParse(firstBytes, out _)
        || (
            flow.ResponderPort is Port or TrapPort or AgentXPort
            && firstBytes is [DerReader.Sequence, ..]
            && SnmpMessage.TryParseVersion(firstBytes, out _)
        )
            ? Claim.Yes
            : Claim.No;

    public IFlowAnalyzer Start(FlowContext flow) => new SnmpAnalyzer(flow);
}
