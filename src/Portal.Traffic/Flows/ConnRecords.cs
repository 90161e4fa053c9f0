using Portal.Traffic.Packets;
using Portal.Traffic.Records;

namespace Portal.Traffic.Flows;

/// <summary>Turns a finished flow into its row of <c>conn</c>.</summary>
internal sealed class ConnRecords(LocalNetworks local)
{
    public ConnRecord Of(Flow flow)
    {
        var originator = flow.Of(Side.Originator);
        var responder = flow.Of(Side.Responder);
        var duration = flow.LastTime - flow.Start.Time;
        var hasDuration = duration > 0;
        return new ConnRecord
        {
            Timestamp = flow.Start.Time,
            Uid = flow.Uid,
            Id = flow.Id,
            FirstFrame = flow.Start.Number,
            LastFrame = flow.LastFrame,
            Protocol = Name(flow.Transport),
            Service = flow.Services is { } services ? string.Join(',', services) : null,
            Duration = hasDuration ? (double)duration / UnixTime.NanosecondsPerSecond : null,
            OriginatorBytes = hasDuration ? PayloadBytes(flow, Side.Originator) : null,
            ResponderBytes = hasDuration ? PayloadBytes(flow, Side.Responder) : null,
            State = ConnectionState.Of(flow),
            IsLocalOriginator = local.IsEmpty ? null : local.Contains(flow.OriginatorAddress),
            IsLocalResponder = local.IsEmpty ? null : local.Contains(flow.ResponderAddress),
            MissedBytes = flow.MissedBytes,
            History = flow.History.IsEmpty ? null : flow.History.ToString(),
            OriginatorPackets = originator.Packets,
            OriginatorIpBytes = originator.IpBytes,
            ResponderPackets = responder.Packets,
            ResponderIpBytes = responder.IpBytes,
            TunnelParents = flow.TunnelParents,
            IpProtocol = flow.Key.Protocol,
            CommunityId = CommunityId.Of(flow),
        };
    }

    private static long PayloadBytes(Flow flow, Side side) =>
        flow.Tcp?.Size(side) ?? Math.Max(0, flow.Of(side).Payload);

    private static string Name(FlowTransport transport) =>
        transport switch
        {
            FlowTransport.Tcp => "tcp",
            FlowTransport.Udp => "udp",
            FlowTransport.Icmp => "icmp",
            _ => "unknown_transport",
        };
}
