using System.Buffers.Binary;

namespace Portal.Traffic.Packets;

/// <summary>
/// Linux "cooked" captures. Version 1 (LINKTYPE_LINUX_SLL): packet type, ARPHRD, address length, address (8), protocol.
/// Version 2: protocol, reserved, interface (4), ARPHRD, packet type, address length, address (8).
/// </summary>
internal static class LinuxCookedLayer
{
    private const int HeaderLength = 16;
    private const int HeaderLength2 = 20;

    /// <summary>Protocol value of an 802.2 frame (LINUX_SLL_P_802_2).</summary>
    private const int Ieee8022 = 0x0004;

    public static void Read(ref Packet packet) => Read(ref packet, LayerKind.LinuxCooked, HeaderLength, 14);

    public static void ReadVersion2(ref Packet packet) => Read(ref packet, LayerKind.LinuxCooked2, HeaderLength2, 0);

    private static void Read(ref Packet packet, LayerKind kind, int headerLength, int protocolOffset)
    {
        var rest = packet.Rest;
        if (rest.Length < headerLength)
        {
            packet.Stop(PacketAnomaly.TruncatedLink);
            return;
        }
        var protocol = BinaryPrimitives.ReadUInt16BigEndian(rest[protocolOffset..]);
        if (protocol == Ieee8022)
        {
            packet.Advance(kind, headerLength, LayerKind.Llc);
            return;
        }
        packet.AdvanceToEtherType(kind, headerLength, protocol);
    }
}
