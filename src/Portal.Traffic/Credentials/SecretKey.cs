using System.Security.Cryptography;

namespace Portal.Traffic.Credentials;

/// <summary>
/// The key under which secrets are hashed (HMAC-SHA256, RFC 2104): equal secrets have equal hashes under one key, and
/// without the key nobody can try out guesses. It never shows itself as text.
/// </summary>
public sealed class SecretKey
{
    /// <summary>Of a key that is made here; as long as the hash, beyond which RFC 2104 §3 sees no gain.</summary>
    public const int Bytes = 32;

    private readonly byte[] _key;

    /// <param name="key">Of any length but none.</param>
    public SecretKey(ReadOnlySpan<byte> key)
    {
        if (key.IsEmpty)
        {
            throw new ArgumentException("A key has at least one byte.", nameof(key));
        }
        _key = key.ToArray();
    }

    public static SecretKey Random() => new(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>The keyed hash of a secret, 32 bytes.</summary>
    public void Sign(ReadOnlySpan<byte> secret, Span<byte> hash) => HMACSHA256.HashData(_key, secret, hash);

    public override string ToString() => "<hidden>";
}
