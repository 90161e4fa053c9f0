using System.Buffers.Binary;

namespace Portal.Traffic.Protocols.Stun;

/// <summary>
/// A STUN message (RFC 8489 §5): two zero bits and a type, length of what follows (2 bytes each), a magic number (4), a
/// transaction (12), attributes of whole words.
/// </summary>
internal static class StunMessage
{
    public const int HeaderBytes = 20;
    private const uint Magic = 0x2112_A442;
    private const int MagicOffset = 4;

    public static bool IsMessage(ReadOnlySpan<byte> bytes, bool isWhole) =>
        HasHeader(bytes, isWhole) && BinaryPrimitives.ReadUInt32BigEndian(bytes[MagicOffset..]) == Magic;

    /// <summary>Bytes of a message of which at least the header is there.</summary>
    public static int WholeBytes(ReadOnlySpan<byte> header) =>
        HeaderBytes + BinaryPrimitives.ReadUInt16BigEndian(header[2..]);

    /// <summary>As before the magic number was introduced (RFC 3489 §11.1): a binding or a shared secret.</summary>
    public static bool IsClassic(ReadOnlySpan<byte> bytes) =>
        HasHeader(bytes, isWhole: true) && bytes[0] is 0 or 1 && bytes[1] is 1 or 2 or 0x11 or 0x12;

    /// <summary>Whether more bytes could make it a message.</summary>
    public static bool MayBegin(ReadOnlySpan<byte> bytes) =>
        bytes is [] or [0 or 1, ..] // methods up to 0x7F, RFC 8489 §18.2
        && (bytes.Length < 4 || bytes[3] % 4 == 0)
        && (bytes.Length <= MagicOffset || "\u0021\u0012"u8.StartsWith(bytes[MagicOffset..Math.Min(bytes.Length, 6)]));

    private static bool HasHeader(ReadOnlySpan<byte> bytes, bool isWhole)
    {
        if (bytes.Length < HeaderBytes || bytes[0] >= 0x40)
        {
            return false;
        }
        var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        return length % 4 == 0 && (!isWhole || HeaderBytes + length == bytes.Length);
    }
}
