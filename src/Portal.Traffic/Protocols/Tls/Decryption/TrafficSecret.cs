using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Traffic.Protocols.Tls.Decryption;

/// <summary>What TLS 1.3 derives from a traffic secret (RFC 8446 §7.1 to §7.3).</summary>
internal static class TrafficSecret
{
    private const string Prefix = "tls13 ";

    /// <summary>The protection of records under this secret, from the first record on.</summary>
    public static RecordProtection Protection(RecordSuite suite, ReadOnlySpan<byte> secret)
    {
        Span<byte> key = stackalloc byte[suite.KeyBytes];
        Span<byte> iv = stackalloc byte[AeadProtection.NonceBytes];
        ExpandLabel(suite.Prf, secret, "key", key);
        ExpandLabel(suite.Prf, secret, "iv", iv);
        return new AeadProtection(suite, key, iv, isTls13: true);
    }

    /// <summary>The secret after a key update.</summary>
    public static byte[] Next(RecordSuite suite, ReadOnlySpan<byte> secret)
    {
        var next = new byte[secret.Length];
        ExpandLabel(suite.Prf, secret, "traffic upd", next);
        return next;
    }

    /// <summary>HKDF-Expand-Label with an empty context.</summary>
    private static void ExpandLabel(HashAlgorithmName hash, ReadOnlySpan<byte> secret, string label, Span<byte> output)
    {
        var name = Encoding.ASCII.GetBytes(Prefix + label);
        Span<byte> info = stackalloc byte[2 + 1 + name.Length + 1];
        BinaryPrimitives.WriteUInt16BigEndian(info, (ushort)output.Length);
        info[2] = (byte)name.Length;
        name.CopyTo(info[3..]);
        info[^1] = 0;
        HKDF.Expand(hash, secret, output, info);
    }
}
