namespace Portal.Traffic.Packets;

/// <summary>
/// Linux netfilter log (LINKTYPE_NFLOG): address family, version 0, resource (2 bytes), then type-length-values in the
/// host's byte order, padded to 4 bytes; type 9 is the packet from its IP header on.
/// </summary>
internal static class NflogLayer
{
    private const int HeaderLength = 4;
    private const int PayloadType = 9;

    public static void Read(ref Packet packet)
    {
        var rest = packet.Rest;
        if (rest.Length < HeaderLength || rest[1] != 0)
        {
            packet.Stop(PacketAnomaly.TruncatedLink);
            return;
        }
        var position = HeaderLength;
        while (position + 4 <= rest.Length)
        {
            var length = rest[position] | (rest[position + 1] << 8);
            var type = (rest[position + 2] | (rest[position + 3] << 8)) & 0x7FFF;
            if (type == PayloadType)
            {
                packet.Advance(LayerKind.Nflog, position + 4, LayerKind.Ip);
                return;
            }
            if (length < 4)
            {
                break;
            }
            position += (length + 3) & ~3;
        }
        packet.Stop(PacketAnomaly.TruncatedLink);
    }
}
