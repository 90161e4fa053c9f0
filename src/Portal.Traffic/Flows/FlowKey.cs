using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Portal.Traffic.Packets;

namespace Portal.Traffic.Flows;

/// <summary>
/// Identifies a flow whichever way its packets go: the lower endpoint comes first. One-way ICMP messages have no
/// counterpart and keep their direction.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct FlowKey : IEquatable<FlowKey>
{
    // Against crafted addresses that would all fall into one bucket. Nothing that is written depends on it.
    private static readonly ulong s_seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) | 1;

    private FlowKey(
        IpAddress first,
        ushort firstPort,
        IpAddress second,
        ushort secondPort,
        byte protocol,
        bool isOneWay
    )
    {
        First = first;
        FirstPort = firstPort;
        Second = second;
        SecondPort = secondPort;
        Protocol = protocol;
        IsOneWay = isOneWay;
    }

    public IpAddress First { get; }
    public ushort FirstPort { get; }
    public IpAddress Second { get; }
    public ushort SecondPort { get; }

    /// <summary>IANA protocol number.</summary>
    public byte Protocol { get; }
    public bool IsOneWay { get; }

    public static FlowKey Of(
        IpAddress source,
        ushort sourcePort,
        IpAddress destination,
        ushort destinationPort,
        byte protocol,
        bool isOneWay = false
    )
    {
        var order = isOneWay ? 0 : source.CompareTo(destination);
        if (order == 0 && !isOneWay)
        {
            order = sourcePort.CompareTo(destinationPort);
        }
        return order <= 0
            ? new FlowKey(source, sourcePort, destination, destinationPort, protocol, isOneWay)
            : new FlowKey(destination, destinationPort, source, sourcePort, protocol, isOneWay);
    }

    public bool Equals(FlowKey other) =>
        First.Low == other.First.Low
        && Second.Low == other.Second.Low
        && FirstPort == other.FirstPort
        && SecondPort == other.SecondPort
        && Protocol == other.Protocol
        && First.High == other.First.High
        && Second.High == other.Second.High
        && IsOneWay == other.IsOneWay;

    public static bool operator ==(FlowKey left, FlowKey right) => left.Equals(right);

    public static bool operator !=(FlowKey left, FlowKey right) => !left.Equals(right);

    public override bool Equals(object? obj) => obj is FlowKey other && Equals(other);

    public override int GetHashCode()
    {
        var ports = ((ulong)Protocol << 32) | ((ulong)FirstPort << 16) | SecondPort;
        var hash = Mix(First.Low ^ s_seed, ports ^ First.High);
        hash = Mix(hash ^ Second.Low, Second.High ^ s_seed);
        return (int)(hash ^ (hash >> 32));
    }

    private static ulong Mix(ulong a, ulong b)
    {
        var high = Math.BigMul(
            a ^ 0x9E37_79B9_7F4A_7C15,
            BitOperations.RotateLeft(b, 32) ^ 0xD6E8_FEB8_6659_FD93,
            out var low
        );
        return high ^ low;
    }
}
