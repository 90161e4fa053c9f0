using System.Buffers.Binary;
using Portal.Traffic.Captures;

namespace Portal.Traffic.Packets;

/// <summary>CACE PPI: version, flags, length (2 bytes, little-endian), link type (4), fields; then a frame of that type.</summary>
internal static class PerPacketInformationLayer
{
    private const int MinHeader = 8;

    public static void Read(ref Packet packet)
    {
        var rest = packet.Rest;
        var length = rest.Length < MinHeader ? 0 : BinaryPrimitives.ReadUInt16LittleEndian(rest[2..]);
        if (length < MinHeader || length > rest.Length)
        {
            packet.Stop(PacketAnomaly.TruncatedLink);
            return;
        }
        var linkType = (int)(BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]) & 0xFFFF);
        var next = LinkLayers.First((LinkType)linkType);
        packet.Advance(LayerKind.PerPacketInformation, length, next);
        if (next == LayerKind.None)
        {
            packet.StopAtUnknown(ProtocolSpace.LinkType, linkType);
        }
    }
}
