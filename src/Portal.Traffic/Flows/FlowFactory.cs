using Portal.Traffic.Packets;

namespace Portal.Traffic.Flows;

/// <summary>Finds the key of a packet's flow, and begins flows: who is taken for the originator, and when it times out.</summary>
internal sealed class FlowFactory(FlowEnvironment environment)
{
    private static readonly IpAddress s_broadcast = IpAddress.FromIpv4(0xFFFF_FFFF);
    private long _order;

    /// <summary>False for a packet that belongs to no flow: a carrier of another packet, or one with a broken transport.</summary>
    public static bool TryKey(in Packet packet, out FlowEnds ends)
    {
        ends = default;
        var transport = TransportOf(packet.IpProtocol);
        if (transport == FlowTransport.Unknown)
        {
            if (IsCarrier(packet) || packet.IpProtocol == IpLayer.ProtocolNoNext)
            {
                return false;
            }
            ends = new FlowEnds(
                FlowKey.Of(packet.Source, 0, packet.Destination, 0, packet.IpProtocol),
                transport,
                0,
                0
            );
            return true;
        }
        if (!packet.HasTransport)
        {
            return false;
        }
        var (sourcePort, destinationPort, isOneWay) = (packet.SourcePort, packet.DestinationPort, false);
        if (transport == FlowTransport.Icmp)
        {
            (destinationPort, isOneWay) = IcmpCounterparts.Of(
                packet.IpProtocol == IpLayer.ProtocolIcmpv6,
                sourcePort,
                destinationPort
            );
        }
        ends = new FlowEnds(
            FlowKey.Of(packet.Source, sourcePort, packet.Destination, destinationPort, packet.IpProtocol, isOneWay),
            transport,
            sourcePort,
            destinationPort
        );
        return true;
    }

    public Flow Create(in Packet packet, FlowEnds ends)
    {
        var now = environment.Now;
        var flow = new Flow
        {
            Key = ends.Key,
            Transport = ends.Transport,
            OriginatorAddress = packet.Source,
            OriginatorPort = ends.SourcePort,
            ResponderAddress = packet.Destination,
            ResponderPort = ends.DestinationPort,
            Start = now,
            LastTime = now.Time,
            LastFrame = now.Number,
            Order = _order++,
        };
        if (IsReversed(packet, ends) && packet.Destination != s_broadcast)
        {
            flow.FlipRoles();
        }
        var timeouts = environment.Timeouts;
        switch (ends.Transport)
        {
            case FlowTransport.Tcp:
                flow.Tcp = new TcpSession(flow, environment);
                flow.Timer.Expire = now.Time + timeouts.TcpSynTimeout;
                FlowEnvironment.SetInactivity(flow, timeouts.UdpInactivity);
                break;
            case FlowTransport.Udp:
                if (WellKnownPorts.Service(FlowTransport.Udp, flow.ResponderPort) == "dns")
                {
                    flow.Timer.Expire = now.Time + timeouts.DnsSession;
                }
                FlowEnvironment.SetInactivity(flow, timeouts.UdpInactivity);
                break;
            default:
                FlowEnvironment.SetInactivity(flow, timeouts.IcmpInactivity);
                break;
        }
        if (environment.Expected.Take(flow, now.Time) is { } expected)
        {
            flow.AddService(expected.Service);
            flow.Analysis = new FlowAnalysis(environment, flow, expected);
        }
        return flow;
    }

    private static FlowTransport TransportOf(byte protocol) =>
        protocol switch
        {
            IpLayer.ProtocolTcp => FlowTransport.Tcp,
            IpLayer.ProtocolUdp => FlowTransport.Udp,
            IpLayer.ProtocolIcmp or IpLayer.ProtocolIcmpv6 => FlowTransport.Icmp,
            _ => FlowTransport.Unknown,
        };

    private static bool IsCarrier(in Packet packet) =>
        packet.IpProtocol is IpLayer.ProtocolIpv4 or IpLayer.ProtocolIpv6 or IpLayer.ProtocolGre
        || (packet.IpProtocol == IpLayer.ProtocolEsp && packet.IpVersion == 6);

    /// <summary>
    /// The first packet seen of a flow may be an answer. UDP: the sender's port alone is a server's. TCP: the same unless
    /// a SYN opens the connection; when both ports are servers' the lower one is, except for a SYN-ACK (a stealth scan).
    /// </summary>
    private static bool IsReversed(in Packet packet, FlowEnds ends)
    {
        var isFromServer = WellKnownPorts.IsLikelyServer(ends.Transport, ends.SourcePort);
        var isToServer = WellKnownPorts.IsLikelyServer(ends.Transport, ends.DestinationPort);
        if (ends.Transport != FlowTransport.Tcp)
        {
            return isFromServer && !isToServer;
        }
        var isSyn = packet.TcpFlags.Has(TcpFlags.Syn);
        if (isSyn && !packet.TcpFlags.Has(TcpFlags.Ack))
        {
            return false;
        }
        return isFromServer && (!isToServer || (!isSyn && ends.SourcePort < ends.DestinationPort));
    }
}
