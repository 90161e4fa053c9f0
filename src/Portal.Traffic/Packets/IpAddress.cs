using System.Buffers.Binary;
using System.Net;
using System.Runtime.InteropServices;

namespace Portal.Traffic.Packets;

/// <summary>
/// An IPv4 or IPv6 address as a value of 16 bytes: no allocation per frame, equality by value. IPv4 is kept as an
/// IPv4-mapped IPv6 address (RFC 4291 §2.5.5.2), as Zeek keeps it.
/// </summary>
/// <param name="High">The first eight bytes in network order.</param>
/// <param name="Low">The last eight bytes in network order.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct IpAddress(ulong High, ulong Low) : IComparable<IpAddress>
{
    private const ulong MappedPrefix = 0x0000_FFFF_0000_0000;

    public bool IsIpv4 => High == 0 && (Low & 0xFFFF_FFFF_0000_0000) == MappedPrefix;

    public static IpAddress FromIpv4(uint address) => new(0, MappedPrefix | address);

    /// <summary>Reads 4 or 16 bytes in network order.</summary>
    /// <exception cref="ArgumentException">Neither 4 nor 16 bytes.</exception>
    public static IpAddress FromBytes(ReadOnlySpan<byte> bytes) =>
        bytes.Length switch
        {
            4 => FromIpv4(BinaryPrimitives.ReadUInt32BigEndian(bytes)),
            16 => new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..])),
            _ => throw new ArgumentException("An address has 4 or 16 bytes.", nameof(bytes)),
        };

    public static bool TryParse(string text, out IpAddress address)
    {
        address = default;
        if (!IPAddress.TryParse(text, out var parsed))
        {
            return false;
        }
        address = FromBytes(parsed.GetAddressBytes());
        return true;
    }

    public IPAddress ToIPAddress()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Low);
        return new IPAddress(IsIpv4 ? bytes[12..] : bytes);
    }

    /// <summary>By the bytes in network order, IPv4 as mapped.</summary>
    public int CompareTo(IpAddress other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    public override int GetHashCode() => HashCode.Combine(High, Low);

    /// <summary>Dotted quad, or RFC 5952 text.</summary>
    public override string ToString() => ToIPAddress().ToString();
}
