using System.Buffers.Binary;

namespace Portal.Traffic.Packets;

/// <summary>IEEE 802.1BR VN-Tag: interfaces and flags (4 bytes), EtherType (2).</summary>
internal static class VnTagLayer
{
    private const int HeaderLength = 6;

    public static void Read(ref Packet packet)
    {
        var rest = packet.Rest;
        if (rest.Length < HeaderLength)
        {
            packet.Stop(PacketAnomaly.TruncatedVlan);
            return;
        }
        packet.AdvanceToEtherType(LayerKind.VnTag, HeaderLength, BinaryPrimitives.ReadUInt16BigEndian(rest[4..]));
    }
}
