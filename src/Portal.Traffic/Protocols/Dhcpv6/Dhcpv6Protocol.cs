using System.Buffers.Binary;

namespace Portal.Traffic.Protocols.Dhcpv6;

/// <summary>DHCP for IPv6 (RFC 8415): recognised, not recorded.</summary>
public sealed class Dhcpv6Protocol : IProtocol
{
    private const int ClientPort = 546;
    private const int ServerPort = 547;
    private const int MaxType = 36;
    public const int RelayForward = 12;
    public const int RelayReply = 13;
    public const int HeaderBytes = 4;
    public const int RelayHeaderBytes = 34;

    public string Name => "dhcpv6";

    public Transports Transports => Transports.Udp;

    /// <summary>One of its ports, a known type, and options that fill the datagram (§8, §21.1).</summary>
    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes) =>
        flow.ResponderPort is ClientPort or ServerPort
        && firstBytes is [> 0 and <= MaxType, ..]
        && AreOptions(firstBytes, firstBytes[0] is RelayForward or RelayReply ? RelayHeaderBytes : HeaderBytes)
            ? Claim.Yes
            : Claim.No;

    public IFlowAnalyzer Start(FlowContext flow) => new Dhcpv6Analyzer(flow);

    private static bool AreOptions(ReadOnlySpan<byte> bytes, int offset)
    {
        while (bytes.Length >= offset + 4)
        {
            offset += 4 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(offset + 2)..]);
        }
        return bytes.Length == offset && offset > HeaderBytes;
    }
}
