using System.Buffers.Binary;

namespace Portal.Traffic.Packets;

/// <summary>Radiotap: version 0, pad, length (2 bytes, little-endian), fields (radiotap.org); 802.11 follows.</summary>
internal static class RadiotapLayer
{
    private const int MinHeader = 8;

    public static void Read(ref Packet packet)
    {
        var rest = packet.Rest;
        var length = rest.Length < MinHeader ? 0 : BinaryPrimitives.ReadUInt16LittleEndian(rest[2..]);
        if (length < MinHeader || length > rest.Length)
        {
            packet.Stop(PacketAnomaly.TruncatedRadiotap);
            return;
        }
        packet.Advance(LayerKind.Radiotap, length, LayerKind.Ieee80211);
    }
}
