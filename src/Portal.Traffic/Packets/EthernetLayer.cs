using System.Buffers.Binary;

namespace Portal.Traffic.Packets;

/// <summary>
/// Ethernet II and IEEE 802.3: destination (6 bytes), source (6), EtherType, or below 0x0600 the length of an IEEE 802.2
/// frame (IEEE 802.3 §3.2.6).
/// </summary>
internal static class EthernetLayer
{
    public const int HeaderLength = 14;

    public static void Read(ref Packet packet)
    {
        var rest = packet.Rest;
        if (rest.Length < HeaderLength)
        {
            packet.Stop(PacketAnomaly.TruncatedEthernet);
            return;
        }
        var etherType = BinaryPrimitives.ReadUInt16BigEndian(rest[12..]);
        if (etherType >= EtherTypes.FirstType)
        {
            packet.AdvanceToEtherType(LayerKind.Ethernet, HeaderLength, etherType);
            return;
        }
        packet.Advance(LayerKind.Ethernet, HeaderLength, LayerKind.Llc);
    }
}
