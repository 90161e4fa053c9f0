namespace Portal.Traffic.Packets;

/// <summary>
/// MPLS label stack (RFC 3032 §2.1): entries of 4 bytes until the one with the bottom-of-stack bit. What follows is told
/// from its first nibble, as RFC 4928 §3 describes: 4 and 6 are IP, 0 a pseudowire control word before Ethernet.
/// </summary>
internal static class MplsLayer
{
    private const int EntryLength = 4;

    public static void Read(ref Packet packet)
    {
        var rest = packet.Rest;
        var length = 0;
        bool isBottom;
        do
        {
            if (rest.Length < length + EntryLength)
            {
                packet.Stop(PacketAnomaly.TruncatedMpls);
                return;
            }
            isBottom = (rest[length + 2] & 1) != 0;
            length += EntryLength;
        } while (!isBottom);

        if (rest.Length == length)
        {
            packet.Stop(PacketAnomaly.TruncatedMpls);
            return;
        }
        var next = (rest[length] >> 4) switch
        {
            4 or 6 => LayerKind.Ip,
            0 => LayerKind.PseudowireControlWord,
            _ => LayerKind.None,
        };
        packet.Advance(LayerKind.Mpls, length, next);
        if (next == LayerKind.None)
        {
            packet.StopAtUnknown(ProtocolSpace.EtherType, EtherTypes.Mpls);
        }
    }

    /// <summary>Control word of an Ethernet pseudowire (RFC 4448 §4.6), 4 bytes.</summary>
    public static void ReadControlWord(ref Packet packet)
    {
        if (packet.Rest.Length < EntryLength)
        {
            packet.Stop(PacketAnomaly.TruncatedMpls);
            return;
        }
        packet.Advance(LayerKind.PseudowireControlWord, EntryLength, LayerKind.Ethernet);
    }
}
