using System.Buffers.Binary;
using System.Security.Cryptography;
using Portal.Traffic.Packets;

namespace Portal.Traffic.Flows;

/// <summary>
/// Community ID version 1 (corelight/community-id-spec): base64 of SHA-1 over seed, lower endpoint, higher endpoint,
/// protocol, padding and ports. IPv4 addresses enter with 4 bytes.
/// </summary>
internal static class CommunityId
{
    /// <summary>Seed, two addresses of 16 bytes, protocol, padding, two ports.</summary>
    private const int MaxInput = 2 + 32 + 2 + 4;

    private const byte Tcp = 6;
    private const byte Udp = 17;
    private const byte Sctp = 132;

    public static string Of(Flow flow)
    {
        var (source, destination) = (flow.OriginatorAddress, flow.ResponderAddress);
        var (sourcePort, destinationPort) = (flow.OriginatorPort, flow.ResponderPort);
        var hasPorts = flow.Key.Protocol is Tcp or Udp or Sctp || flow.Transport == FlowTransport.Icmp;
        if (!flow.Key.IsOneWay && IsAfter(source, sourcePort, destination, destinationPort))
        {
            (source, destination) = (destination, source);
            (sourcePort, destinationPort) = (destinationPort, sourcePort);
        }

        Span<byte> input = stackalloc byte[MaxInput];
        var length = 2; // seed 0
        length += Write(input[length..], source);
        length += Write(input[length..], destination);
        input[length] = flow.Key.Protocol;
        length += 2;
        if (hasPorts)
        {
            BinaryPrimitives.WriteUInt16BigEndian(input[length..], sourcePort);
            BinaryPrimitives.WriteUInt16BigEndian(input[(length + 2)..], destinationPort);
            length += 4;
        }
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        Hash(input[..length], hash);
        return string.Concat("1:", Convert.ToBase64String(hash));
    }

    private static bool IsAfter(IpAddress source, ushort sourcePort, IpAddress destination, ushort destinationPort)
    {
        var order = source.CompareTo(destination);
        return order > 0 || (order == 0 && sourcePort > destinationPort);
    }

    private static int Write(Span<byte> target, IpAddress address)
    {
        if (address.IsIpv4)
        {
            BinaryPrimitives.WriteUInt32BigEndian(target, (uint)address.Low);
            return 4;
        }
        BinaryPrimitives.WriteUInt64BigEndian(target, address.High);
        BinaryPrimitives.WriteUInt64BigEndian(target[8..], address.Low);
        return 16;
    }

#pragma warning disable CA5350 // The specification names SHA-1; nothing is protected by it.
    private static void Hash(ReadOnlySpan<byte> input, Span<byte> hash) => SHA1.HashData(input, hash);
#pragma warning restore CA5350
}
