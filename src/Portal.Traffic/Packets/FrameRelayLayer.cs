using System.Buffers.Binary;

namespace Portal.Traffic.Packets;

/// <summary>
/// Frame Relay: an address of 2 to 4 bytes whose last byte has its lowest bit set (Q.922), then either control and NLPID
/// (RFC 2427 §3), or an EtherType as Cisco encapsulates.
/// </summary>
internal static class FrameRelayLayer
{
    private const int MaxAddress = 4;
    private const byte UnnumberedInformation = 0x03;
    private const byte NlpidSnap = 0x80;
    private const byte NlpidIpv4 = 0xCC;
    private const byte NlpidIpv6 = 0x8E;

    public static void Read(ref Packet packet)
    {
        var rest = packet.Rest;
        var address = 1;
        while (address < MaxAddress && address < rest.Length && (rest[address - 1] & 1) == 0)
        {
            address++;
        }
        if (rest.Length < address + 2)
        {
            packet.Stop(PacketAnomaly.TruncatedLink);
            return;
        }
        if (rest[address] != UnnumberedInformation)
        {
            var etherType = BinaryPrimitives.ReadUInt16BigEndian(rest[address..]);
            packet.AdvanceToEtherType(LayerKind.FrameRelay, address + 2, etherType);
            return;
        }

        // A zero byte may pad the header to an even length before the NLPID.
        var nlpidAt = rest[address + 1] == 0 && rest.Length > address + 2 ? address + 2 : address + 1;
        ReadNlpid(ref packet, rest[nlpidAt], nlpidAt + 1);
    }

    private static void ReadNlpid(ref Packet packet, byte nlpid, int headerLength)
    {
        var next = nlpid switch
        {
            NlpidIpv4 or NlpidIpv6 => LayerKind.Ip,
            NlpidSnap => LayerKind.Snap,
            _ => LayerKind.None,
        };
        packet.Advance(LayerKind.FrameRelay, headerLength, next);
        if (next == LayerKind.None)
        {
            packet.StopAtUnknown(ProtocolSpace.Nlpid, nlpid);
        }
    }
}
