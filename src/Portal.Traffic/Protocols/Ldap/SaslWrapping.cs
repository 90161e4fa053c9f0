using System.Buffers.Binary;

namespace Portal.Traffic.Protocols.Ldap;

/// <summary>Takes messages out of their protection where that only signs and does not encrypt.</summary>
internal static class SaslWrapping
{
    private const int HeaderBytes = 16;

    /// <summary>Empty when the messages are encrypted or the wrapping is another.</summary>
    public static byte[] Unwrap(ReadOnlySpan<byte> token) =>
        token.Length < HeaderBytes ? []
        : token is [0x05, 0x04, ..] ? UnwrapKerberos(token)
        : token is [0x01, 0x00, 0x00, 0x00, ..] ? Plain(token[HeaderBytes..]) // MS-NLMP §2.2.2.9.1: version 1, checksum, number
        : [];

    /// <summary>
    /// RFC 4121 §4.2.6.2: <c>05 04, flags, filler, 16 bits of extra count, 16 bits of rotation, 64 bits of number</c>, then
    /// message and checksum, both turned to the right by the rotation.
    /// </summary>
    private static byte[] UnwrapKerberos(ReadOnlySpan<byte> token)
    {
        const int sealedFlag = 0x02;
        if ((token[2] & sealedFlag) != 0)
        {
            return [];
        }
        int checksum = BinaryPrimitives.ReadUInt16BigEndian(token[4..]);
        int rotation = BinaryPrimitives.ReadUInt16BigEndian(token[6..]);
        var rest = token[HeaderBytes..];
        if (rest.Length <= checksum)
        {
            return [];
        }
        rotation %= rest.Length;
        byte[] turned = [.. rest[rotation..], .. rest[..rotation]];
        return Plain(turned.AsSpan(0, turned.Length - checksum));
    }

    private static byte[] Plain(ReadOnlySpan<byte> bytes) => bytes is [DerReader.Sequence, ..] ? bytes.ToArray() : [];
}
