using Portal.Traffic.Packets;

namespace Portal.Traffic.Flows;

/// <summary>Finds the packet that another one carries: IP in IP, GRE, VXLAN, Geneve, GTP-U, Teredo.</summary>
internal sealed class TunnelEntrance
{
    /// <summary>Tunnels that get a name of their own; further ones share the last.</summary>
    private const int MaxTunnels = 65536;

    private readonly Dictionary<FlowKey, string> _uids = [];

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

    /// <summary>The identifier of a tunnel that is no flow, by its two ends; the same in both directions.</summary>
    public string UidOf(in Packet packet, FrameStamp now)
    {
        var key = FlowKey.Of(packet.Source, 0, packet.Destination, 0, 0);
        if (_uids.TryGetValue(key, out var uid))
        {
            return uid;
        }
        uid = FlowUid.Of(key, now);
        if (_uids.Count < MaxTunnels)
        {
            _uids.Add(key, uid);
        }
        return uid;
    }

    private static bool TryFindInUdp(in Packet packet, int responderPort, out TunnelPayload inside)
    {
        inside = default;
        return responderPort switch
        {
            VxlanLayer.Port => VxlanLayer.TryFind(packet, out inside),
            GeneveLayer.Port => GeneveLayer.TryFind(packet, out inside),
            GtpLayer.UserPort or GtpLayer.ControlPort => GtpLayer.TryFind(packet, out inside),
            TeredoLayer.Port => TeredoLayer.TryFind(packet, out inside),
            _ => false,
        };
    }
}
