using System.Buffers.Binary;

namespace Portal.Traffic.Protocols.Rip;

/// <summary>
/// The routing information protocol, versions 1 and 2 (RFC 1058 §3.1, RFC 2453 §4) and for IPv6 (RFC 2080 §2.1): command and
/// version (1 byte each), zeros (2), then routes of 20 bytes.
/// </summary>
public sealed class RipProtocol : IProtocol
{
    public const int Port = 520;

    private const int NextGenerationPort = 521;
    private const int HeaderBytes = 4;
    private const int RouteBytes = 20;
    private const int Infinity = 16; // hops: not reachable; no metric is more
    private const int Internet = 2; // address family
    private const int Authentication = 0xFFFF; // RFC 2453 §4.1

    public string Name => "rip";

    public Transports Transports => Transports.Udp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes) =>
        flow.ResponderPort is Port or NextGenerationPort
        && firstBytes is [1 or 2, 1 or 2, 0, 0, ..]
        && firstBytes.Length > HeaderBytes
        && (firstBytes.Length - HeaderBytes) % RouteBytes == 0
        && AreRoutes(firstBytes[HeaderBytes..], flow.ResponderPort == Port)
            ? Claim.Yes
            : Claim.No;

    public IFlowAnalyzer Start(FlowContext flow) => new RipAnalyzer(flow, Name);

    private static bool AreRoutes(ReadOnlySpan<byte> routes, bool isIpv4)
    {
        for (; !routes.IsEmpty; routes = routes[RouteBytes..])
        {
            var isRoute = isIpv4
                ? BinaryPrimitives.ReadUInt16BigEndian(routes) is Authentication
                    || (
                        BinaryPrimitives.ReadUInt16BigEndian(routes) is 0 or Internet
                        && BinaryPrimitives.ReadUInt32BigEndian(routes[16..]) <= Infinity
                    )
                : routes[19] is <= Infinity or 0xFF && routes[18] <= 128; // a next hop has metric 255
            if (!isRoute)
            {
                return false;
            }
        }
        return true;
    }
}
