using Portal.Traffic.Captures;
using Portal.Traffic.Fields;
using Portal.Traffic.Flows;
using Portal.Traffic.Packets;
using Portal.Traffic.Protocols.Tls;

namespace Portal.Traffic.Inspection;

/// <summary>
/// Shows one frame as a tree over its bytes and as a line of the packet list. Alone, it looks at the frame alone: what
/// continues in other frames (IP fragments, TCP streams) is not put together, and a line says so; <see cref="CaptureDissector"/>
/// adds what the flows say. Sequence numbers are those on the wire.
/// </summary>
public static class FrameDissector
{
    /// <summary>Packets inside packets that are opened.</summary>
    private const int MaxTunnels = 4;

    /// <param name="number">From 1.</param>
    /// <param name="time">Nanoseconds since 1970 UTC.</param>
    /// <param name="bytes">The captured bytes; the result points into them.</param>
    /// <param name="originalLength">Bytes on the wire.</param>
    /// <param name="firstTime">Time of the capture's first frame, for <c>frame.time_relative</c>; null to leave it out.</param>
    public static DissectedFrame Dissect(
        long number,
        long time,
        LinkType linkType,
        ReadOnlyMemory<byte> bytes,
        uint originalLength,
        long? firstTime = null,
        string? comment = null
    ) => Dissect(number, time, linkType, bytes, originalLength, firstTime, comment, messages: null);

    /// <param name="messages">What its flow said of it; null for a frame alone.</param>
    internal static DissectedFrame Dissect(CapturedFrame frame, long? firstTime, FrameMessages? messages) =>
        Dissect(
            frame.Number,
            frame.Time,
            frame.LinkType,
            frame.Data,
            frame.OriginalLength,
            firstTime,
            frame.Comment,
            messages
        );

    private static DissectedFrame Dissect(
        long number,
        long time,
        LinkType linkType,
        ReadOnlyMemory<byte> bytes,
        uint originalLength,
        long? firstTime,
        string? comment,
        FrameMessages? messages
    )
    {
        var tree = new FieldTree(bytes);
        var packet = default(Packet);
        PacketDecoder.TryDecode(linkType, bytes.Span, originalLength, ref packet);
        if (linkType is LinkType.Raw or LinkType.RawDlt12 or LinkType.RawDlt14)
        {
            tree.Protocols.Add("raw");
        }
        var next = 0;
        for (var tunnels = 0; ; tunnels++)
        {
            AddLayers(tree, packet, ref next);
            if (tunnels == MaxTunnels || !TryFindInside(packet, out var inside))
            {
                break;
            }
            var isDatagram = packet.IpProtocol == IpLayer.ProtocolUdp;
            TunnelFields.Add(
                tree,
                inside.Kind,
                isDatagram ? packet.PayloadOffset : packet.TransportOffset,
                inside.Offset
            );
            PacketDecoder.TryDecodeNested(ref packet, inside.First, inside.Offset);
        }
        AddContent(tree, packet, messages);
        AddFrame(tree, number, time, originalLength, firstTime, comment);
        return new DissectedFrame(tree, number, time, originalLength);
    }

    private static void AddLayers(FieldTree tree, in Packet packet, ref int next)
    {
        for (; next < packet.LayerCount; next++)
        {
            var layer = packet.Layer(next);
            switch (layer.Kind)
            {
                case LayerKind.Ethernet:
                    LinkFields.AddEthernet(tree, layer);
                    break;
                case LayerKind.Vlan:
                    LinkFields.AddVlan(tree, layer);
                    break;
                case LayerKind.LinuxCooked:
                case LayerKind.LinuxCooked2:
                    LinkFields.AddCooked(tree, layer);
                    break;
                case LayerKind.Loopback:
                    LinkFields.AddLoopback(tree, layer);
                    break;
                case LayerKind.Llc:
                    EncapsulationFields.AddLlc(tree, layer);
                    break;
                case LayerKind.Snap:
                    break; // shown with LLC
                case LayerKind.Mpls:
                    EncapsulationFields.AddMpls(tree, layer);
                    break;
                case LayerKind.PppoeSession:
                    EncapsulationFields.AddPppoe(tree, layer);
                    break;
                case LayerKind.Ppp:
                    EncapsulationFields.AddPpp(tree, layer);
                    break;
                case LayerKind.Radiotap:
                    WirelessFields.AddRadiotap(tree, layer);
                    break;
                case LayerKind.Ieee80211:
                    WirelessFields.Add(tree, layer);
                    break;
                case LayerKind.Arp:
                    ArpFields.Add(tree, layer);
                    break;
                case LayerKind.Ipv4:
                    IpFields.AddIpv4(tree, layer.Offset);
                    break;
                case LayerKind.Ipv6:
                    IpFields.AddIpv6(tree, layer.Offset);
                    break;
                case LayerKind.AuthenticationHeader:
                    SecurityFields.AddAuthentication(tree, layer.Offset);
                    break;
                case LayerKind.Tcp:
                    TcpFields.Add(tree, packet, layer);
                    break;
                case LayerKind.Udp:
                    UdpFields.Add(tree, packet, layer);
                    break;
                case LayerKind.Icmp:
                    IcmpFields.Add(tree, packet, layer);
                    break;
                case LayerKind.Icmpv6:
                    IcmpFields.AddIpv6(tree, packet, layer);
                    break;
                default:
                    tree.Note($"{layer.Kind}: {layer.HeaderLength} bytes", layer.Offset, layer.HeaderLength);
                    break;
            }
        }
    }

    private static bool TryFindInside(in Packet packet, out TunnelPayload inside)
    {
        inside = default;
        if (!packet.IsIp || packet.IsFragment)
        {
            return false;
        }
        return packet.IpProtocol switch
        {
            IpLayer.ProtocolIpv4 or IpLayer.ProtocolIpv6 => IpInIpLayer.TryFind(packet, out inside),
            IpLayer.ProtocolGre => GreLayer.TryFind(packet, out inside),
            // The port of the side that answers tells the tunnel; which side that is, a frame alone does not say.
            IpLayer.ProtocolUdp when packet.HasWholeTransportHeader => TunnelEntrance.TryFindInUdp(
                packet,
                packet.DestinationPort,
                out inside
            ) || TunnelEntrance.TryFindInUdp(packet, packet.SourcePort, out inside),
            _ => false,
        };
    }

    private static void AddContent(FieldTree tree, in Packet packet, FrameMessages? messages)
    {
        if (packet.IsFragment)
        {
            tree.Info = $"Fragmented IP protocol (proto={packet.IpProtocol}, off={packet.FragmentOffset})";
            tree.Note("A fragment: what it carries is shown in the frame that completes the datagram");
            DataFields.Add(tree, packet.TransportOffset, packet.IpPayload.Length);
        }
        if (messages is { IsEmpty: false })
        {
            messages.Show(tree);
        }
        else if (packet.IsFragment)
        {
            // Said above.
        }
        else if (
            messages?.Stream is { } stream and not TlsContinuationProtocol.ProtocolName
            && packet.IpProtocol == IpLayer.ProtocolTcp
        )
        {
            StreamFields.AddPart(tree, packet, stream);
        }
        else if (packet.IsIp && !packet.HasTransport)
        {
            if (packet.IpProtocol == IpLayer.ProtocolAuthentication)
            {
                SecurityFields.AddAuthentication(tree, packet.TransportOffset);
            }
            tree.Info = tree.Info.Length > 0 ? tree.Info : $"IP protocol {packet.IpProtocol}";
            DataFields.Add(tree, packet.TransportOffset, packet.IpPayload.Length);
        }
        else if (packet.HasWholeTransportHeader && packet.IpProtocol == IpLayer.ProtocolTcp)
        {
            StreamFields.AddTcp(tree, packet);
        }
        else if (packet.HasWholeTransportHeader && packet.IpProtocol == IpLayer.ProtocolUdp)
        {
            StreamFields.AddUdp(tree, packet);
        }
        else if (!packet.IsIp && !packet.IsArp)
        {
            tree.Protocol = packet.UnknownProtocol > 0 ? $"0x{packet.UnknownProtocol:x4}" : "Data";
            tree.Info = packet.Anomaly == PacketAnomaly.None ? "Not decoded" : PacketAnomalies.Name(packet.Anomaly);
            DataFields.Add(tree, packet.Position, tree.Bytes.Length - packet.Position);
        }
        if (packet.Anomaly != PacketAnomaly.None)
        {
            tree.Note($"Decoding stopped or found: {PacketAnomalies.Name(packet.Anomaly)}");
        }
    }

    private static void AddFrame(
        FieldTree tree,
        long number,
        long time,
        uint originalLength,
        long? firstTime,
        string? comment
    )
    {
        var captured = tree.Bytes.Length;
        var isCut = tree.IsCut;
        var protocols = string.Join(':', tree.Protocols);
        tree.Prepend(
            "frame",
            $"Frame {number}: {originalLength} bytes on wire, {captured} bytes captured",
            () =>
            {
                tree.Number("frame.number", "Frame Number", number, 0, 0);
                tree.Add("frame.time_epoch", $"Arrival Time: {UnixTime.ToIso(time)}", FieldValue.OfSeconds(time), 0, 0);
                if (firstTime is { } first)
                {
                    var since = FieldValue.OfSeconds(time - first);
                    tree.Add("frame.time_relative", $"Time since first frame: {since} seconds", since, 0, 0);
                }
                tree.Number("frame.len", "Frame Length", originalLength, 0, 0);
                tree.Number("frame.cap_len", "Capture Length", captured, 0, 0);
                tree.Text("frame.protocols", "Protocols in frame", protocols, 0, 0);
                if (comment is not null)
                {
                    tree.Text("frame.comment", "Comment", comment, 0, 0);
                }
                if (isCut)
                {
                    tree.Note($"Only the first {FieldTree.MaxNodes} lines are shown");
                }
            }
        );
    }
}
