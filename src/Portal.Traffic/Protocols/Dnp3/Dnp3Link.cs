using System.Buffers.Binary;

namespace Portal.Traffic.Protocols.Dnp3;

/// <summary>
/// The link layer (IEEE 1815 §9.2): <c>05 64</c>, length, control (1 byte each), destination, source, checksum (2 each, low
/// byte first), then user data in blocks of sixteen bytes with a checksum of two behind each.
/// </summary>
internal static class Dnp3Link
{
    public const int HeaderBytes = 10;
    public const int MaxUserBytes = 250;

    private const int BlockBytes = 16;
    private const int ChecksumBytes = 2;
    private const int CountedHeaderBytes = 5; // control and addresses
    private const ushort Polynomial = 0xA6BC; // reversed 0x3D65

    public static Claim Claims(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderBytes)
        {
            return bytes is [] or [5] or [5, 0x64, ..] ? Claim.NeedMore : Claim.No;
        }
        return WholeBytes(bytes) is null ? Claim.No : Claim.Yes;
    }

    /// <summary>Bytes of the frame with all checksums; null when it is none.</summary>
    public static int? WholeBytes(ReadOnlySpan<byte> header)
    {
        if (
            header is not [0x05, 0x64, >= CountedHeaderBytes, ..]
            || Checksum(header[..8]) != BinaryPrimitives.ReadUInt16LittleEndian(header[8..])
        )
        {
            return null;
        }
        var user = header[2] - CountedHeaderBytes;
        return HeaderBytes + user + ((user + BlockBytes - 1) / BlockBytes * ChecksumBytes);
    }

    /// <summary>Copies the user data of a whole frame without the checksums; 0 when one of them is wrong.</summary>
    public static int ReadUserData(ReadOnlySpan<byte> frame, Span<byte> user)
    {
        var length = 0;
        var rest = frame[HeaderBytes..];
        while (rest.Length > ChecksumBytes)
        {
            var block = rest[..Math.Min(BlockBytes, rest.Length - ChecksumBytes)];
            if (Checksum(block) != BinaryPrimitives.ReadUInt16LittleEndian(rest[block.Length..]))
            {
                return 0;
            }
            block.CopyTo(user[length..]);
            length += block.Length;
            rest = rest[(block.Length + ChecksumBytes)..];
        }
        return length;
    }

    /// <summary>IEEE 1815 §9.2.4.5.</summary>
    private static ushort Checksum(ReadOnlySpan<byte> bytes)
    {
        ushort value = 0;
        foreach (var octet in bytes)
        {
            value ^= octet;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (ushort)((value & 1) != 0 ? (value >> 1) ^ Polynomial : value >> 1);
            }
        }
        return (ushort)~value;
    }
}
