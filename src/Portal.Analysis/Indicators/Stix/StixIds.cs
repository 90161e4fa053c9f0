using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Analysis.Indicators.Stix;

/// <summary>
/// Identifiers that stay the same from export to export. Observables get the UUIDv5 of STIX 2.1 §2.9; all else a UUID of
/// version 4's form whose bits come from a hash of what the object stands for, so that receivers update instead of doubling.
/// </summary>
internal static class StixIds
{
    private static readonly Guid s_observableNamespace = new("00abedb4-aa42-466c-9c01-fed23315a9b7");

    /// <param name="type">STIX type.</param>
    /// <param name="key">What the object stands for, unique in its type over all cases.</param>
    public static string Stable(string type, string key)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{type}\n{key}"));
        return $"{type}--{Shape(hash, 4)}";
    }

    /// <param name="type">STIX type.</param>
    /// <param name="contributing">Canonical JSON (RFC 8785) of the type's ID contributing properties.</param>
    public static string Observable(string type, string contributing)
    {
        var text = Encoding.UTF8.GetBytes(contributing);
        var input = new byte[16 + text.Length];
        s_observableNamespace.TryWriteBytes(input, bigEndian: true, out _);
        text.CopyTo(input, 16);
        // RFC 9562 §5.5 names SHA-1 for version 5: an identifier, not a protection.
#pragma warning disable CA5350
        return $"{type}--{Shape(SHA1.HashData(input), 5)}";
#pragma warning restore CA5350
    }

    private static Guid Shape(ReadOnlySpan<byte> hash, int version)
    {
        Span<byte> bytes = stackalloc byte[16];
        hash[..16].CopyTo(bytes);
        var time = BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], (ushort)((time & 0x0FFF) | (version << 12)));
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
