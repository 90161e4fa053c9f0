using System.Buffers.Binary;

namespace Portal.Traffic.Packets;

/// <summary>UDP header (RFC 768): source port, destination port, length, checksum, two bytes each.</summary>
internal static class UdpLayer
{
    public const int HeaderLength = 8;

    public static void Read(ref Packet packet)
    {
        var rest = packet.Rest;
        if (packet.IpPayloadLength < HeaderLength || rest.Length < HeaderLength)
        {
            packet.Stop(
                packet.IpPayloadLength < HeaderLength
                    ? PacketAnomaly.TransportHeaderTooLong
                    : PacketAnomaly.TransportHeaderCut
            );
            return;
        }
        packet.SourcePort = BinaryPrimitives.ReadUInt16BigEndian(rest);
        packet.DestinationPort = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
        packet.UdpLength = BinaryPrimitives.ReadUInt16BigEndian(rest[4..]);
        packet.HasTransport = true;
        packet.HasWholeTransportHeader = true;
        if (packet.UdpLength != packet.IpPayloadLength)
        {
            packet.Anomaly = PacketAnomaly.UdpLengthMismatch;
        }
        packet.Advance(LayerKind.Udp, HeaderLength, LayerKind.None);
        packet.PayloadOffset = packet.Position;
        packet.PayloadLength = packet.IpPayloadLength - HeaderLength;
    }
}
