using Portal.Traffic.Captures;

namespace Portal.Traffic.Packets;

/// <summary>
/// Decodes a frame layer by layer without copying or allocating. Each layer has its own file; here is only the loop that
/// goes from one to the next.
/// </summary>
public static class PacketDecoder
{
    /// <summary>Decodes a captured frame down to its transport; tunnels are left to <see cref="TryDecodeNested"/>.</summary>
    /// <param name="linkType">What the frame begins with.</param>
    /// <param name="frame">The captured bytes; the packet points into them.</param>
    /// <param name="originalLength">Bytes on the wire; less than captured counts as captured.</param>
    /// <param name="packet">Filled anew.</param>
    /// <returns>False when no IP packet was found: ARP, another protocol, or an anomaly says why.</returns>
    public static bool TryDecode(LinkType linkType, ReadOnlySpan<byte> frame, uint originalLength, ref Packet packet)
    {
        var first = LinkLayers.First(linkType);
        packet.Begin(frame, WireLength(frame, originalLength), first);
        if (first == LayerKind.None)
        {
            packet.Anomaly = PacketAnomaly.UnknownLinkType;
            packet.StopAtUnknown(ProtocolSpace.LinkType, (int)linkType);
            return false;
        }
        if (linkType == LinkType.Loop)
        {
            LoopbackLayer.ReadBigEndian(ref packet);
        }
        Run(ref packet);
        return packet.IsIp;
    }

    /// <summary>Decodes an IP datagram that was put together from fragments.</summary>
    public static bool TryDecodeDatagram(ReadOnlySpan<byte> datagram, ref Packet packet)
    {
        packet.Begin(datagram, datagram.Length, LayerKind.Ip);
        packet.IsReassembled = true;
        Run(ref packet);
        return packet.IsIp;
    }

    /// <summary>
    /// Goes on with a packet inside the one decoded so far. Its layers are added behind the outer ones; its addresses and
    /// ports take the place of the outer ones.
    /// </summary>
    /// <param name="packet">The outer packet.</param>
    /// <param name="first">The first layer inside.</param>
    /// <param name="offset">Where it begins.</param>
    /// <returns>False when no IP packet was found inside.</returns>
    public static bool TryDecodeNested(ref Packet packet, LayerKind first, int offset)
    {
        packet.BeginNetwork();
        packet.Position = Math.Min(offset, packet.Bytes.Length);
        packet.Next = first;
        Run(ref packet);
        return packet.IsIp;
    }

    private static int WireLength(ReadOnlySpan<byte> frame, uint originalLength) =>
        (int)Math.Clamp(originalLength, (uint)frame.Length, int.MaxValue);

    private static void Run(ref Packet packet)
    {
        while (packet.Next != LayerKind.None)
        {
            Read(ref packet);
        }
    }

    private static void Read(ref Packet packet)
    {
        switch (packet.Next)
        {
            case LayerKind.Ethernet:
                EthernetLayer.Read(ref packet);
                break;
            case LayerKind.Ip:
                IpLayer.Read(ref packet);
                break;
            case LayerKind.Tcp:
                TcpLayer.Read(ref packet);
                break;
            case LayerKind.Udp:
                UdpLayer.Read(ref packet);
                break;
            case LayerKind.Icmp:
            case LayerKind.Icmpv6:
                IcmpLayer.Read(ref packet);
                break;
            case LayerKind.Arp:
                ArpLayer.Read(ref packet);
                break;
            case LayerKind.Vlan:
                VlanLayer.Read(ref packet);
                break;
            default:
                ReadRareLink(ref packet);
                break;
        }
    }

    private static void ReadRareLink(ref Packet packet)
    {
        switch (packet.Next)
        {
            case LayerKind.ProviderBackbone:
                ProviderBackboneLayer.Read(ref packet);
                break;
            case LayerKind.VnTag:
                VnTagLayer.Read(ref packet);
                break;
            case LayerKind.FabricPath:
                FabricPathLayer.Read(ref packet);
                break;
            case LayerKind.Llc:
                LlcLayer.Read(ref packet);
                break;
            case LayerKind.Snap:
                SnapLayer.Read(ref packet);
                break;
            case LayerKind.Mpls:
                MplsLayer.Read(ref packet);
                break;
            case LayerKind.PseudowireControlWord:
                MplsLayer.ReadControlWord(ref packet);
                break;
            case LayerKind.PppoeSession:
                PppoeLayer.Read(ref packet);
                break;
            case LayerKind.Ppp:
                PppLayer.Read(ref packet);
                break;
            case LayerKind.LinuxCooked:
                LinuxCookedLayer.Read(ref packet);
                break;
            case LayerKind.LinuxCooked2:
                LinuxCookedLayer.ReadVersion2(ref packet);
                break;
            case LayerKind.Loopback:
                LoopbackLayer.Read(ref packet);
                break;
            case LayerKind.CiscoHdlc:
                CiscoHdlcLayer.Read(ref packet);
                break;
            case LayerKind.FrameRelay:
                FrameRelayLayer.Read(ref packet);
                break;
            case LayerKind.Nflog:
                NflogLayer.Read(ref packet);
                break;
            case LayerKind.Ieee80211:
                Ieee80211Layer.Read(ref packet);
                break;
            case LayerKind.Radiotap:
                RadiotapLayer.Read(ref packet);
                break;
            case LayerKind.PerPacketInformation:
                PerPacketInformationLayer.Read(ref packet);
                break;
            default:
                packet.Stop(PacketAnomaly.UnknownLinkType);
                break;
        }
    }
}
