using System.Buffers.Binary;

namespace Portal.Traffic.Packets;

/// <summary>
/// BSD loopback: address family in 4 bytes, in the byte order of the capturing host (LINKTYPE_NULL) or in network order
/// (LINKTYPE_LOOP). IPv6 has another number on each system: 10 Linux, 24 OpenBSD and NetBSD, 28 FreeBSD, 30 macOS.
/// </summary>
internal static class LoopbackLayer
{
    private const int HeaderLength = 4;

    public static void Read(ref Packet packet)
    {
        if (packet.Rest.Length < HeaderLength)
        {
            packet.Stop(PacketAnomaly.TruncatedLoopback);
            return;
        }
        var family = BinaryPrimitives.ReadUInt32LittleEndian(packet.Rest);

        // A family is a small number: written by a big-endian host it looks huge.
        Take(ref packet, family > 0xFFFF ? BinaryPrimitives.ReverseEndianness(family) : family);
    }

    public static void ReadBigEndian(ref Packet packet)
    {
        if (packet.Rest.Length < HeaderLength)
        {
            packet.Stop(PacketAnomaly.TruncatedLoopback);
            return;
        }
        Take(ref packet, BinaryPrimitives.ReadUInt32BigEndian(packet.Rest));
    }

    private static void Take(ref Packet packet, uint family)
    {
        if (family is 2 or 10 or 24 or 28 or 30)
        {
            packet.Advance(LayerKind.Loopback, HeaderLength, LayerKind.Ip);
            return;
        }
        packet.Advance(LayerKind.Loopback, HeaderLength, LayerKind.None);
        packet.StopAtUnknown(ProtocolSpace.AddressFamily, (int)Math.Min(family, int.MaxValue));
    }
}
