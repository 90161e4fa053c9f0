using System.Buffers.Binary;

namespace Portal.Traffic.Packets;

/// <summary>IEEE 802.1Q tag, also as 802.1ad and 0x9100: priority and VLAN identifier (2 bytes), EtherType (2).</summary>
internal static class VlanLayer
{
    private const int HeaderLength = 4;

    public static void Read(ref Packet packet)
    {
        var rest = packet.Rest;
        if (rest.Length < HeaderLength)
        {
            packet.Stop(PacketAnomaly.TruncatedVlan);
            return;
        }
        var identifier = BinaryPrimitives.ReadUInt16BigEndian(rest) & 0x0FFF;
        if (packet.VlanId == 0)
        {
            packet.VlanId = identifier;
        }
        else if (packet.InnerVlanId == 0)
        {
            packet.InnerVlanId = identifier;
        }
        var etherType = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
        if (etherType >= EtherTypes.FirstType)
        {
            packet.AdvanceToEtherType(LayerKind.Vlan, HeaderLength, etherType);
            return;
        }
        packet.Advance(LayerKind.Vlan, HeaderLength, LayerKind.Llc);
    }
}
