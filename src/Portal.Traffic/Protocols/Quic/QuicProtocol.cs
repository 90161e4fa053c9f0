namespace Portal.Traffic.Protocols.Quic;

/// <summary>QUIC version 1 (RFC 9000), version 2 (RFC 9369) and the later drafts over UDP.</summary>
public sealed class QuicProtocol : IProtocol
{
    private const int Port = 443;

    public string Name => "quic";

    public Transports Transports => Transports.Udp;

    /// <summary>A long header of a known version; where QUIC is expected, of any version: it is the same in all of them (RFC 8999 §5.1).</summary>
    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes) =>
        QuicPacket.TryParse(firstBytes, out var packet)
        && packet.IsLong
        && (
            packet.Version is not null
                ? packet.Type == QuicPacketType.Retry || packet.Payload.Length >= QuicKeys.MinPayloadBytes
                : flow.ResponderPort == Port && packet.HasFixedBit
        )
            ? Claim.Yes
            : Claim.No;

    public IFlowAnalyzer Start(FlowContext flow) => new QuicAnalyzer(flow);
}
