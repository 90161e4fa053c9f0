using System.Buffers;
using System.Security.Cryptography;

namespace Portal.Traffic.Protocols.Tls.Decryption;

/// <summary>
/// The messages of one handshake of TLS 1.0 to 1.2 from the client's hello on, each with type and length: their hash is what
/// an extended master secret depends on (RFC 7627 §3).
/// </summary>
internal sealed class HandshakeTranscript
{
    /// <summary>Chains of certificates have some kilobytes, and every open handshake holds its own.</summary>
    private const int MaxBytes = 256 * 1024;

    private ArrayBufferWriter<byte>? _bytes; // null when nothing is gathered

    /// <summary>A handshake begins: what was gathered of another is of no use.</summary>
    public void Begin() => _bytes = new ArrayBufferWriter<byte>();

    /// <summary>It is over, not of use, or a message of it is missing.</summary>
    public void End() => _bytes = null;

    public void Add(HandshakeType type, ReadOnlySpan<byte> body)
    {
        // RFC 5246 §7.4.1.1: a request for a new handshake is no part of it.
        if (_bytes is null || type == HandshakeType.HelloRequest)
        {
            return;
        }
        if (_bytes.WrittenCount + body.Length > MaxBytes)
        {
            _bytes = null;
            return;
        }
        _bytes.Write([(byte)type, (byte)(body.Length >> 16), (byte)(body.Length >> 8), (byte)body.Length]);
        _bytes.Write(body);
    }

    /// <summary>The hash so far; empty when messages are missing.</summary>
    /// <param name="version">As the server chose it.</param>
    /// <param name="hash">Of the cipher suite; before TLS 1.2 it is always MD5 and SHA-1 behind each other (RFC 2246 §7.4.9).</param>
    public byte[] Hash(int version, HashAlgorithmName hash) =>
        _bytes is null ? []
        : version >= TlsVersion.Tls12 ? Hash(hash)
        : [.. Hash(HashAlgorithmName.MD5), .. Hash(HashAlgorithmName.SHA1)];

    private byte[] Hash(HashAlgorithmName hash) => CryptographicOperations.HashData(hash, _bytes!.WrittenSpan);
}
