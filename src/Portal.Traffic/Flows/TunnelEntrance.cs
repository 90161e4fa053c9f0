using Portal.Traffic.Packets;

namespace Portal.Traffic.Flows;

/// <summary>Finds the packet that another one carries: IP in IP, GRE, VXLAN, Geneve, GTP-U, Teredo, AYIYA.</summary>
internal sealed class TunnelEntrance
{
    /// <summary>Tunnels that get a name of their own; further ones share the last.</summary>
    private const int MaxTunnels = 65536;

    private readonly Dictionary<FlowKey, CarryingTunnel> _tunnels = [];

    /// <summary>Whether a packet carries another one, and where.</summary>
    /// <param name="packet">The carrier.</param>
    /// <param name="flow">Its flow; null for IP in IP and GRE, which have none.</param>
    /// <param name="inside">Where the inner packet begins.</param>
    public static bool TryFind(in Packet packet, Flow? flow, out TunnelPayload inside)
    {
        inside = default;
        return packet.IpProtocol switch
        {
            IpLayer.ProtocolIpv4 or IpLayer.ProtocolIpv6 => IpInIpLayer.TryFind(packet, out inside),
            IpLayer.ProtocolGre => GreLayer.TryFind(packet, out inside),
            IpLayer.ProtocolUdp when flow is not null && packet.HasWholeTransportHeader => TryFindInUdp(
                packet,
                flow.ResponderPort,
                out inside
            ),
            _ => false,
        };
    }

    /// <summary>A tunnel that is no flow, by its two ends: the same in both directions, the sender of the first packet its originator.</summary>
    public CarryingTunnel TunnelOf(in Packet packet, string kind, FrameStamp now)
    {
        var key = FlowKey.Of(packet.Source, 0, packet.Destination, 0, 0);
        if (_tunnels.TryGetValue(key, out var tunnel))
        {
            return tunnel;
        }
        var ends = new TunnelEnds(packet.Source, 0, packet.Destination, 0);
        tunnel = new CarryingTunnel(FlowUid.Of(key, now), ends, kind);
        if (_tunnels.Count < MaxTunnels)
        {
            _tunnels.Add(key, tunnel);
        }
        return tunnel;
    }

    /// <summary>Whether a datagram carries another packet, by the port of the side that answers.</summary>
    public static bool TryFindInUdp(in Packet packet, int responderPort, out TunnelPayload inside)
    {
        inside = default;
        return responderPort switch
        {
            VxlanLayer.Port => VxlanLayer.TryFind(packet, out inside),
            GeneveLayer.Port => GeneveLayer.TryFind(packet, out inside),
            GtpLayer.UserPort or GtpLayer.ControlPort => GtpLayer.TryFind(packet, out inside),
            TeredoLayer.Port => TeredoLayer.TryFind(packet, out inside),
            AyiyaLayer.Port => AyiyaLayer.TryFind(packet, out inside),
            _ => false,
        };
    }
}
