namespace Portal.Traffic.Packets;

/// <summary>What IPv4 and IPv6 share: the version nibble, and the step to the transport.</summary>
internal static class IpLayer
{
    public const byte ProtocolIcmp = 1;
    public const byte ProtocolIpv4 = 4;
    public const byte ProtocolTcp = 6;
    public const byte ProtocolUdp = 17;
    public const byte ProtocolIpv6 = 41;
    public const byte ProtocolGre = 47;
    public const byte ProtocolEsp = 50;
    public const byte ProtocolAuthentication = 51;
    public const byte ProtocolIcmpv6 = 58;
    public const byte ProtocolNoNext = 59;

    /// <param name="length">The header's own field: in words of four bytes, less two (RFC 4302 §2.2).</param>
    public static int AuthenticationLength(byte length) => (length + 2) * 4;

    public static void Read(ref Packet packet)
    {
        if (packet.Rest.Length < Ipv4Layer.MinHeader)
        {
            packet.Stop(PacketAnomaly.TruncatedIp);
            return;
        }
        switch (packet.Rest[0] >> 4)
        {
            case 4:
                Ipv4Layer.Read(ref packet);
                break;
            case 6:
                Ipv6Layer.Read(ref packet);
                break;
            default:
                packet.Stop(PacketAnomaly.UnknownIpVersion);
                break;
        }
    }

    /// <summary>
    /// Sets the payload's place and what reads it. The IP header has been noted; the packet stands behind it. A fragment
    /// is left for the defragmenter.
    /// </summary>
    public static void EnterPayload(ref Packet packet)
    {
        if (packet.Anomaly == PacketAnomaly.TooManyLayers)
        {
            return;
        }
        packet.TransportOffset = packet.Position;
        packet.PayloadOffset = packet.Position;
        packet.PayloadLength = packet.IpPayloadLength;
        packet.IsIp = true;
        packet.Next = packet.IsFragment ? LayerKind.None : TransportLayer(packet.IpProtocol);
    }

    /// <summary>Decodes the transport of a first fragment that cannot be put together because the capture cut it.</summary>
    public static void EnterCutFragment(ref Packet packet)
    {
        packet.IsCutFragment = true;
        if (packet.FragmentOffset == 0)
        {
            packet.Next = TransportLayer(packet.IpProtocol);
        }
    }

    private static LayerKind TransportLayer(byte protocol) =>
        protocol switch
        {
            ProtocolTcp => LayerKind.Tcp,
            ProtocolUdp => LayerKind.Udp,
            ProtocolIcmp => LayerKind.Icmp,
            ProtocolIcmpv6 => LayerKind.Icmpv6,
            _ => LayerKind.None,
        };
}
