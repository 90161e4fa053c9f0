using System.Buffers.Binary;

namespace Portal.Traffic.Packets;

/// <summary>Cisco HDLC (RFC 1547 §4.3.1): address, control, EtherType (2 bytes).</summary>
internal static class CiscoHdlcLayer
{
    private const int HeaderLength = 4;

    public static void Read(ref Packet packet)
    {
        var rest = packet.Rest;
        if (rest.Length < HeaderLength)
        {
            packet.Stop(PacketAnomaly.TruncatedLink);
            return;
        }
        packet.AdvanceToEtherType(LayerKind.CiscoHdlc, HeaderLength, BinaryPrimitives.ReadUInt16BigEndian(rest[2..]));
    }
}
