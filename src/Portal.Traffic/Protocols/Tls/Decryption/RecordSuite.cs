using System.Security.Cryptography;

namespace Portal.Traffic.Protocols.Tls.Decryption;

/// <summary>
/// What of a cipher suite concerns its records, read from its name: <c>TLS_…_WITH_AES_128_GCM_SHA256</c>, or without key
/// exchange as TLS 1.3 has it (RFC 8446 §B.4). How the secret came about does not matter to who has it.
/// </summary>
/// <param name="Algorithm">Of the encryption.</param>
/// <param name="KeyBytes">Of the encryption.</param>
/// <param name="TagBytes">Of the authentication: the tag of an AEAD, the HMAC of the others.</param>
/// <param name="Mac">Hash of the HMAC; unset for an AEAD.</param>
/// <param name="Prf">Hash of the key derivation in TLS 1.2 and later (RFC 5246 §5: SHA-256 unless the suite says another).</param>
internal sealed record RecordSuite(
    RecordAlgorithm Algorithm,
    int KeyBytes,
    int TagBytes,
    HashAlgorithmName Mac,
    HashAlgorithmName Prf
)
{
    private const int AeadTagBytes = 16;
    private const int ShortTagBytes = 8; // RFC 6655 §4
    private const int Sha1Bytes = 20;
    private const int Sha256Bytes = 32;
    private const int Sha384Bytes = 48;

    public bool IsAead =>
        Algorithm is RecordAlgorithm.AesGcm or RecordAlgorithm.AesCcm or RecordAlgorithm.ChaCha20Poly1305;

    /// <summary>Bytes of a block, for those that chain blocks.</summary>
    public int BlockBytes => Algorithm == RecordAlgorithm.TripleDesCbc ? 8 : 16;

    /// <summary>Bytes of a traffic secret (RFC 8446 §7.1).</summary>
    public int SecretBytes => Prf == HashAlgorithmName.SHA384 ? Sha384Bytes : Sha256Bytes;

    /// <summary>The hash of the key derivation, of any suite.</summary>
    public static HashAlgorithmName PrfOf(int number) => Of(number)?.Prf ?? HashAlgorithmName.SHA256;

    /// <summary>Null for a suite whose records cannot be decrypted here (RC4, Camellia, none at all).</summary>
    public static RecordSuite? Of(int number)
    {
        var name = NumberNames.CipherSuites[number];
        const string With = "_WITH_";
        var with = name.IndexOf(With, StringComparison.Ordinal);
        var cipher = with >= 0 ? name[(with + With.Length)..] : name.Replace("TLS_", "", StringComparison.Ordinal);
        return cipher switch
        {
            "AES_128_GCM_SHA256" => Aead(RecordAlgorithm.AesGcm, 16, AeadTagBytes, HashAlgorithmName.SHA256),
            "AES_256_GCM_SHA384" => Aead(RecordAlgorithm.AesGcm, 32, AeadTagBytes, HashAlgorithmName.SHA384),
            "AES_128_CCM" or "AES_128_CCM_SHA256" => Aead(
                RecordAlgorithm.AesCcm,
                16,
                AeadTagBytes,
                HashAlgorithmName.SHA256
            ),
            "AES_256_CCM" => Aead(RecordAlgorithm.AesCcm, 32, AeadTagBytes, HashAlgorithmName.SHA256),
            "AES_256_CCM_SHA384" => Aead(RecordAlgorithm.AesCcm, 32, AeadTagBytes, HashAlgorithmName.SHA384),
            "AES_128_CCM_8" or "AES_128_CCM_8_SHA256" => Aead(
                RecordAlgorithm.AesCcm,
                16,
                ShortTagBytes,
                HashAlgorithmName.SHA256
            ),
            "AES_256_CCM_8" => Aead(RecordAlgorithm.AesCcm, 32, ShortTagBytes, HashAlgorithmName.SHA256),
            "CHACHA20_POLY1305_SHA256" => Aead(
                RecordAlgorithm.ChaCha20Poly1305,
                32,
                AeadTagBytes,
                HashAlgorithmName.SHA256
            ),
            "AES_128_CBC_SHA" => Cbc(RecordAlgorithm.AesCbc, 16, HashAlgorithmName.SHA1),
            "AES_256_CBC_SHA" => Cbc(RecordAlgorithm.AesCbc, 32, HashAlgorithmName.SHA1),
            "AES_128_CBC_SHA256" => Cbc(RecordAlgorithm.AesCbc, 16, HashAlgorithmName.SHA256),
            "AES_256_CBC_SHA256" => Cbc(RecordAlgorithm.AesCbc, 32, HashAlgorithmName.SHA256),
            "AES_256_CBC_SHA384" => Cbc(RecordAlgorithm.AesCbc, 32, HashAlgorithmName.SHA384),
            "3DES_EDE_CBC_SHA" => Cbc(RecordAlgorithm.TripleDesCbc, 24, HashAlgorithmName.SHA1),
            _ => null,
        };
    }

    private static RecordSuite Aead(RecordAlgorithm algorithm, int keyBytes, int tagBytes, HashAlgorithmName prf) =>
        new(algorithm, keyBytes, tagBytes, default, prf);

    private static RecordSuite Cbc(RecordAlgorithm algorithm, int keyBytes, HashAlgorithmName mac) =>
        new(
            algorithm,
            keyBytes,
            mac == HashAlgorithmName.SHA1 ? Sha1Bytes
                : mac == HashAlgorithmName.SHA256 ? Sha256Bytes
                : Sha384Bytes,
            mac,
            mac == HashAlgorithmName.SHA384 ? mac : HashAlgorithmName.SHA256
        );
}
