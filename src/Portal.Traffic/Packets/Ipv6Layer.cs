using System.Buffers.Binary;

namespace Portal.Traffic.Packets;

/// <summary>
/// IPv6 header and its extension headers (RFC 8200 §3 and §4): hop-by-hop, routing, destination options, fragment and
/// authentication are walked; ESP hides the rest.
/// </summary>
internal static class Ipv6Layer
{
    private const int FixedHeader = 40;
    private const byte HopByHop = 0;
    private const byte Routing = 43;
    private const byte Fragment = 44;
    private const byte DestinationOptions = 60;

    public static void Read(ref Packet packet)
    {
        var rest = packet.Rest;
        if (rest.Length < FixedHeader)
        {
            packet.Stop(PacketAnomaly.TruncatedIp);
            return;
        }
        var total = FixedHeader + BinaryPrimitives.ReadUInt16BigEndian(rest[4..]);
        if (packet.WireEnd - packet.Position < total)
        {
            packet.Stop(PacketAnomaly.IpTotalLengthBeyondFrame);
            return;
        }
        packet.IpVersion = 6;
        packet.IpOffset = packet.Position;
        packet.IpTotalLength = total;
        packet.IpProtocol = rest[6];
        packet.HopLimit = rest[7];
        packet.Source = IpAddress.FromBytes(rest.Slice(8, 16));
        packet.Destination = IpAddress.FromBytes(rest.Slice(24, 16));
        packet.IsFragment = false;
        packet.Advance(LayerKind.Ipv6, FixedHeader, LayerKind.None);

        if (!TryReadExtensions(ref packet, packet.IpOffset + total))
        {
            return;
        }
        packet.IpHeaderLength = packet.Position - packet.IpOffset;
        packet.IpPayloadLength = total - packet.IpHeaderLength;
        IpLayer.EnterPayload(ref packet);
        if (packet.IsFragment && rest.Length < total)
        {
            IpLayer.EnterCutFragment(ref packet);
        }
        else if (packet.IpProtocol == IpLayer.ProtocolNoNext)
        {
            packet.Anomaly = PacketAnomaly.Ipv6NoNext;
        }
    }

    /// <summary>False when a header runs past the packet; the packet is stopped then.</summary>
    private static bool TryReadExtensions(ref Packet packet, int end)
    {
        while (ExtensionLayer(packet.IpProtocol) is var kind and not LayerKind.None)
        {
            var rest = packet.Rest;
            var length = rest.Length < 2 ? int.MaxValue : ExtensionLength(kind, rest[1]);
            if (length > end - packet.Position || length > rest.Length)
            {
                packet.Stop(
                    length > end - packet.Position ? PacketAnomaly.IpHeaderLongerThanPacket : PacketAnomaly.IpHeaderCut
                );
                return false;
            }
            if (kind == LayerKind.Ipv6Routing)
            {
                ReadRouting(ref packet, rest[..length]);
            }
            if (kind == LayerKind.Ipv6Fragment)
            {
                ReadFragment(ref packet, rest);
            }
            packet.IpProtocol = rest[0];
            packet.Advance(kind, length, LayerKind.None);
            if (packet.Anomaly == PacketAnomaly.TooManyLayers)
            {
                return false;
            }
            if (kind == LayerKind.Ipv6Fragment)
            {
                break;
            }
        }
        return true;
    }

    private static LayerKind ExtensionLayer(byte protocol) =>
        protocol switch
        {
            HopByHop => LayerKind.Ipv6HopByHop,
            Routing => LayerKind.Ipv6Routing,
            DestinationOptions => LayerKind.Ipv6DestinationOptions,
            Fragment => LayerKind.Ipv6Fragment,
            IpLayer.ProtocolAuthentication => LayerKind.AuthenticationHeader,
            _ => LayerKind.None,
        };

    private static int ExtensionLength(LayerKind kind, byte length) =>
        kind switch
        {
            LayerKind.Ipv6Fragment => 8,
            LayerKind.AuthenticationHeader => IpLayer.AuthenticationLength(length),
            _ => (length + 1) * 8,
        };

    /// <summary>Types 0 (RFC 5095 forbids it) and 2 (RFC 6275 §6.4) name the address that the packet is meant for.</summary>
    private static void ReadRouting(ref Packet packet, ReadOnlySpan<byte> header)
    {
        var type = header[2];
        var segmentsLeft = header[3];
        if (type == 0)
        {
            packet.Anomaly = PacketAnomaly.Ipv6RoutingType0;
        }
        if (type is 0 or 2 && segmentsLeft > 0 && header.Length >= 24)
        {
            packet.Destination = IpAddress.FromBytes(header[^16..]);
        }
    }

    private static void ReadFragment(ref Packet packet, ReadOnlySpan<byte> header)
    {
        var field = BinaryPrimitives.ReadUInt16BigEndian(header[2..]);
        packet.IsFragment = true;
        packet.FragmentOffset = field & 0xFFF8;
        packet.HasMoreFragments = (field & 1) != 0;
        packet.IpIdentification = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
    }
}
