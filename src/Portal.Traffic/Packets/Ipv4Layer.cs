using System.Buffers.Binary;

namespace Portal.Traffic.Packets;

/// <summary>IPv4 header (RFC 791 §3.1), with options and fragments. Checksums are not looked at: offload leaves them wrong.</summary>
internal static class Ipv4Layer
{
    public const int MinHeader = 20;
    private const int DontFragment = 0x4000;
    private const int MoreFragments = 0x2000;
    private const int OffsetMask = 0x1FFF;

    /// <summary>The caller has seen that <see cref="MinHeader"/> bytes are there.</summary>
    public static void Read(ref Packet packet)
    {
        var rest = packet.Rest;
        var headerLength = (rest[0] & 0x0F) * 4;
        var headerTotal = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
        var total = (int)headerTotal;
        if (total == 0)
        {
            // Segmentation offload: the frame's end is the packet's end.
            packet.Anomaly = PacketAnomaly.IpTotalLengthZero;
            total = rest.Length;
        }
        if (packet.WireEnd - packet.Position < total)
        {
            packet.Stop(PacketAnomaly.IpTotalLengthBeyondFrame);
            return;
        }
        if (headerLength > total || headerLength > rest.Length || headerLength < MinHeader)
        {
            packet.Stop(
                headerLength > total ? PacketAnomaly.IpHeaderLongerThanPacket
                : headerLength > rest.Length ? PacketAnomaly.IpHeaderCut
                : PacketAnomaly.Ipv4HeaderTooSmall
            );
            return;
        }
        packet.IpVersion = 4;
        packet.IpOffset = packet.Position;
        packet.IpHeaderLength = headerLength;
        packet.IpTotalLength = headerTotal;
        packet.IpPayloadLength = total - headerLength;
        packet.IpIdentification = BinaryPrimitives.ReadUInt16BigEndian(rest[4..]);
        packet.HopLimit = rest[8];
        packet.IpProtocol = rest[9];
        packet.Source = IpAddress.FromIpv4(BinaryPrimitives.ReadUInt32BigEndian(rest[12..]));
        packet.Destination = IpAddress.FromIpv4(BinaryPrimitives.ReadUInt32BigEndian(rest[16..]));

        var fragment = BinaryPrimitives.ReadUInt16BigEndian(rest[6..]);
        packet.HasDontFragment = (fragment & DontFragment) != 0;
        packet.HasMoreFragments = (fragment & MoreFragments) != 0;
        packet.FragmentOffset = (fragment & OffsetMask) * 8;
        packet.IsFragment = packet.HasMoreFragments || packet.FragmentOffset != 0;

        packet.Advance(LayerKind.Ipv4, headerLength, LayerKind.None);
        if (packet.IpProtocol == IpLayer.ProtocolAuthentication && !packet.IsFragment)
        {
            ReadAuthentication(ref packet);
        }
        IpLayer.EnterPayload(ref packet);
        if (packet.IsFragment && rest.Length < total)
        {
            IpLayer.EnterCutFragment(ref packet);
        }
    }

    /// <summary>
    /// Steps over an authentication header (RFC 4302 §2.2), as over one of IPv6: what it protects is in clear behind it. One
    /// that is not wholly there stays the packet's payload.
    /// </summary>
    private static void ReadAuthentication(ref Packet packet)
    {
        var rest = packet.Rest;
        var length = rest.Length < 2 ? int.MaxValue : IpLayer.AuthenticationLength(rest[1]);
        if (length > rest.Length || length > packet.IpPayloadLength)
        {
            return;
        }
        packet.IpProtocol = rest[0];
        packet.Advance(LayerKind.AuthenticationHeader, length, LayerKind.None);
        packet.IpHeaderLength += length;
        packet.IpPayloadLength -= length;
    }
}
