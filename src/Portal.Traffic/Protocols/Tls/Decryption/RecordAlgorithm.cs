namespace Portal.Traffic.Protocols.Tls.Decryption;

/// <summary>How a cipher suite protects records.</summary>
internal enum RecordAlgorithm
{
    AesGcm,
    AesCcm,
    ChaCha20Poly1305,
    AesCbc,
    TripleDesCbc,
}
