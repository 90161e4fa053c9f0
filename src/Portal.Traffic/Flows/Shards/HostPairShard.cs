using System.Buffers.Binary;
using Portal.Traffic.Captures;
using Portal.Traffic.Packets;

namespace Portal.Traffic.Flows.Shards;

/// <summary>
/// Which shard a frame belongs to: by its two hosts, whichever way it goes. A pair is kept together because more than its
/// flows belong together: fragments name no ports, a control connection announces its data connections, a tunnel's packets
/// carry flows. The same frame has the same shard on every machine.
/// </summary>
internal static class HostPairShard
{
    /// <summary>
    /// Fixed, not one a core: limits are of a shard, so the number decides what a flood of flows is cut down to, and that
    /// must not depend on the machine.
    /// </summary>
    public const int Count = 8;

    private const int EthernetHeader = 14;
    private const int MinIpv4 = 20;

    /// <param name="linkType">What the frame begins with.</param>
    /// <param name="frame">The captured bytes.</param>
    /// <param name="originalLength">Bytes on the wire.</param>
    public static int Of(LinkType linkType, ReadOnlySpan<byte> frame, uint originalLength)
    {
        // Nearly all frames are IPv4 straight in Ethernet, and then there is nothing to decode.
        if (
            linkType == LinkType.Ethernet
            && frame.Length >= EthernetHeader + MinIpv4
            && frame[12] == 0x08
            && frame[13] == 0x00
            && frame[EthernetHeader] == 0x45
            && frame[EthernetHeader + 9] != IpLayer.ProtocolUdp
        )
        {
            var addresses = frame.Slice(EthernetHeader + 12, 8);
            return Of(
                IpAddress.FromIpv4(BinaryPrimitives.ReadUInt32BigEndian(addresses)),
                IpAddress.FromIpv4(BinaryPrimitives.ReadUInt32BigEndian(addresses[4..]))
            );
        }
        System.Runtime.CompilerServices.Unsafe.SkipInit(out Packet packet);
        return PacketDecoder.TryDecode(linkType, frame, originalLength, ref packet) && !IsLease(packet)
            ? Of(packet.Source, packet.Destination)
            : 0;
    }

    /// <summary>
    /// DHCP (RFC 2131 §4.1) asks by broadcast from no address and is answered to one: a transaction is no pair of hosts.
    /// </summary>
    private static bool IsLease(in Packet packet) =>
        packet.IpProtocol == IpLayer.ProtocolUdp
        && packet.HasTransport
        && packet.SourcePort is 67 or 68
        && packet.DestinationPort is 67 or 68;

    private static int Of(IpAddress a, IpAddress b)
    {
        // The sums do not know the direction; the product spreads neighbouring addresses.
        var mixed = (a.Low + b.Low) ^ ((a.High + b.High) * 0x9E37_79B9_7F4A_7C15) ^ (a.Low ^ b.Low);
        return (int)((mixed * 0xD6E8_FEB8_6659_FD93) >> 61);
    }
}
