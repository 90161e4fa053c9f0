using Portal.Traffic.Packets;
using Portal.Traffic.Records;

namespace Portal.Traffic.Flows;

/// <summary>The two ends of a tunnel as <c>tunnel</c> names it: ports are zero where it has none.</summary>
internal sealed record TunnelEnds(
    IpAddress Originator,
    ushort OriginatorPort,
    IpAddress Responder,
    ushort ResponderPort
)
{
    public static TunnelEnds Of(Flow flow) =>
        new(flow.OriginatorAddress, flow.OriginatorPort, flow.ResponderAddress, flow.ResponderPort);

    public ConnectionId Id => new(Originator.ToString(), OriginatorPort, Responder.ToString(), ResponderPort);
}
