using System.Buffers.Binary;

namespace Portal.Traffic.Packets;

/// <summary>SNAP header behind LLC (RFC 1042): organisation (3 bytes), EtherType (2).</summary>
internal static class SnapLayer
{
    private const int HeaderLength = 5;
    private const int Cisco = 0x0C;

    public static void Read(ref Packet packet)
    {
        var rest = packet.Rest;
        if (rest.Length < HeaderLength)
        {
            packet.Stop(PacketAnomaly.TruncatedSnap);
            return;
        }
        var organisation = (rest[0] << 16) | (rest[1] << 8) | rest[2];
        var protocol = BinaryPrimitives.ReadUInt16BigEndian(rest[3..]);

        // 00:00:00 and 00:00:F8 (bridge tunnel) carry EtherTypes; others number their own protocols (CDP, PVST).
        if (organisation is 0 or 0xF8)
        {
            packet.AdvanceToEtherType(LayerKind.Snap, HeaderLength, protocol);
            return;
        }
        packet.Advance(LayerKind.Snap, HeaderLength, LayerKind.None);
        if (organisation == Cisco)
        {
            packet.StopAtUnknown(ProtocolSpace.CiscoSnap, protocol);
            return;
        }
        packet.StopAtUnknown(ProtocolSpace.LlcSap, 0xAA);
    }
}
