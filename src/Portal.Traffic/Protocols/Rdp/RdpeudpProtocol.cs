namespace Portal.Traffic.Protocols.Rdp;

/// <summary>The UDP side channel of Remote Desktop (MS-RDPEUDP), recognised by its handshake.</summary>
public sealed class RdpeudpProtocol : IProtocol
{
    /// <summary>§3.1.5.1.1: both datagrams of the handshake are padded to at least this.</summary>
    private const int MinSynBytes = 1132;

    public string Name => "rdpeudp";

    public Transports Transports => Transports.Udp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes) =>
        side == Side.Originator && IsSyn(firstBytes) ? Claim.Yes : Claim.No;

    public IFlowAnalyzer Start(FlowContext flow) => new RdpeudpAnalyzer(flow);

    /// <summary>§2.2.2.1: no sequence number acknowledged yet, and the flag SYN.</summary>
    internal static bool IsSyn(ReadOnlySpan<byte> datagram) =>
        datagram is [0xFF, 0xFF, 0xFF, 0xFF, _, _, _, var flags, ..]
        && (flags & 0x01) != 0
        && datagram.Length >= MinSynBytes;

    /// <summary>The answer: SYN and ACK.</summary>
    internal static bool IsSynAck(ReadOnlySpan<byte> datagram) =>
        datagram.Length >= MinSynBytes && (datagram[7] & 0x05) == 0x05;
}
