namespace Portal.Traffic.Packets;

/// <summary>ICMP (RFC 792) and ICMPv6 (RFC 4443 §2.1): type, code, checksum (2 bytes), 4 bytes that depend on the type.</summary>
internal static class IcmpLayer
{
    private const int HeaderLength = 8;

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
        packet.SourcePort = rest[0];
        packet.DestinationPort = rest[1];
        packet.HasTransport = true;
        packet.HasWholeTransportHeader = true;
        packet.Advance(packet.Next, HeaderLength, LayerKind.None);
        packet.PayloadOffset = packet.Position;
        packet.PayloadLength = packet.IpPayloadLength - HeaderLength;
    }
}
