using System.Buffers.Binary;

namespace Portal.Traffic.Packets;

/// <summary>
/// GRE (RFC 2784, RFC 2890): flags and version (2 bytes), protocol type (2), optional checksum, key and sequence (4 each).
/// Version 1 is PPTP's (RFC 2637 §4.1), with an optional acknowledgment and PPP inside. ERSPAN mirrors Ethernet frames.
/// </summary>
internal static class GreLayer
{
    private const int MinHeader = 4;
    private const int ChecksumPresent = 0x8000;
    private const int RoutingPresent = 0x4000;
    private const int KeyPresent = 0x2000;
    private const int SequencePresent = 0x1000;
    private const int AcknowledgmentPresent = 0x0080;
    private const int ReservedFlags = 0x0078;
    private const int Erspan2Header = 8;
    private const int Erspan3Header = 12;
    private const int Erspan3Subheader = 8;

    public static bool TryFind(in Packet packet, out TunnelPayload inside)
    {
        inside = default;
        var bytes = packet.IpPayload;
        if (bytes.Length < MinHeader)
        {
            return false;
        }
        var flags = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        var protocol = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        var version = flags & 7;
        var isUnreadable = version > 1 || (flags & (RoutingPresent | ReservedFlags)) != 0;
        if (isUnreadable || (version == 1 && protocol != EtherTypes.PptpPpp))
        {
            return false;
        }
        var length =
            MinHeader
            + ((flags & ChecksumPresent) != 0 ? 4 : 0)
            + ((flags & KeyPresent) != 0 ? 4 : 0)
            + ((flags & SequencePresent) != 0 ? 4 : 0)
            + ((flags & AcknowledgmentPresent) != 0 ? 4 : 0);
        var (first, skip) = Inside(bytes, length, flags, protocol);
        if (first == LayerKind.None || bytes.Length <= length + skip)
        {
            return false;
        }
        inside = new TunnelPayload(first, packet.TransportOffset + length + skip, "GRE", null);
        return true;
    }

    /// <summary>The first layer inside, and how many bytes of a mirroring header come before it.</summary>
    private static (LayerKind First, int Skip) Inside(ReadOnlySpan<byte> bytes, int length, int flags, int protocol) =>
        protocol switch
        {
            EtherTypes.PptpPpp => (LayerKind.Ppp, 0),
            EtherTypes.TransparentEthernetBridging => (LayerKind.Ethernet, 0),
            EtherTypes.Erspan2 => (LayerKind.Ethernet, (flags & SequencePresent) != 0 ? Erspan2Header : 0),
            EtherTypes.Erspan3 => (LayerKind.Ethernet, Erspan3Length(bytes, length)),
            >= 0x8200 and <= 0x8370 when (protocol & 0x0F) == 0 => (LayerKind.Ieee80211, 0), // Aruba
            _ => (EtherTypes.Layer(protocol), 0),
        };

    private static int Erspan3Length(ReadOnlySpan<byte> bytes, int length)
    {
        var lastByte = length + Erspan3Header - 1;
        var hasSubheader = lastByte < bytes.Length && (bytes[lastByte] & 1) != 0;
        return Erspan3Header + (hasSubheader ? Erspan3Subheader : 0);
    }
}
