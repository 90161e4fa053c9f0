using System.Security.Cryptography;
using System.Text;

namespace Portal.Traffic.Protocols.Tls.Decryption;

/// <summary>The key derivation of TLS 1.0 to 1.2 (RFC 2246 §5, RFC 5246 §5).</summary>
internal static class PseudoRandomFunction
{
    private const int MaxHashBytes = 48;

    /// <summary>Fills <paramref name="output"/> with PRF(secret, label, seed).</summary>
    /// <param name="version">As the server chose it.</param>
    /// <param name="hash">Of the cipher suite; before TLS 1.2 it is always MD5 and SHA-1.</param>
    /// <param name="secret">Of 48 bytes.</param>
    /// <param name="label">In ASCII.</param>
    /// <param name="seed">Behind the label.</param>
    /// <param name="output">Of any length.</param>
    public static void Derive(
        int version,
        HashAlgorithmName hash,
        ReadOnlySpan<byte> secret,
        string label,
        ReadOnlySpan<byte> seed,
        Span<byte> output
    )
    {
        byte[] whole = [.. Encoding.ASCII.GetBytes(label), .. seed];
        output.Clear();
        if (version >= TlsVersion.Tls12)
        {
            Expand(hash, secret, whole, output);
            return;
        }
        // The two halves share the middle byte of a secret of odd length.
        var half = (secret.Length + 1) / 2;
        Expand(HashAlgorithmName.MD5, secret[..half], whole, output);
        Expand(HashAlgorithmName.SHA1, secret[^half..], whole, output);
    }

    /// <summary>XORs <paramref name="output"/> with P_hash(secret, seed).</summary>
    private static void Expand(HashAlgorithmName hash, ReadOnlySpan<byte> secret, byte[] seed, Span<byte> output)
    {
        Span<byte> block = stackalloc byte[MaxHashBytes];
        using var hmac = IncrementalHash.CreateHMAC(hash, secret);
        hmac.AppendData(seed);
        Span<byte> chain = stackalloc byte[MaxHashBytes];
        chain = chain[..hmac.GetHashAndReset(chain)];
        while (!output.IsEmpty)
        {
            hmac.AppendData(chain);
            hmac.AppendData(seed);
            var length = Math.Min(hmac.GetHashAndReset(block), output.Length);
            for (var i = 0; i < length; i++)
            {
                output[i] ^= block[i];
            }
            output = output[length..];
            hmac.AppendData(chain);
            hmac.GetHashAndReset(chain);
        }
    }
}
