using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Portal.Traffic.Protocols.Tls.Decryption;

/// <summary>
/// Records under AES-GCM, AES-CCM or ChaCha20-Poly1305: in TLS 1.2 (RFC 5246 §6.2.3.3, RFC 5288 §3, RFC 6655 §3, RFC 7905 §2)
/// and in TLS 1.3 (RFC 8446 §5.2 and §5.3).
/// </summary>
internal sealed class AeadProtection : RecordProtection
{
    public const int NonceBytes = 12;

    /// <summary>Part of the nonce that TLS 1.2 derives for AES; the rest stands in the record.</summary>
    public const int SaltBytes = 4;

    private const int ExplicitBytes = NonceBytes - SaltBytes;
    private const int HeaderBytes = 5;
    private const int SequenceBytes = 8;

    private readonly byte[] _iv;
    private readonly int _tagBytes;
    private readonly bool _isTls13;
    private readonly bool _hasExplicitNonce;
    private readonly AesGcm? _gcm;
    private readonly AesCcm? _ccm;
    private readonly ChaCha20Poly1305? _chaCha;

    /// <param name="suite">An AEAD.</param>
    /// <param name="key">Of the suite's length.</param>
    /// <param name="iv">Twelve bytes, or the salt alone for AES in TLS 1.2.</param>
    /// <param name="isTls13">Else TLS 1.2.</param>
    public AeadProtection(RecordSuite suite, ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, bool isTls13)
    {
        _iv = iv.ToArray();
        _tagBytes = suite.TagBytes;
        _isTls13 = isTls13;
        _hasExplicitNonce = iv.Length == SaltBytes;
        switch (suite.Algorithm)
        {
            case RecordAlgorithm.AesGcm:
                _gcm = new AesGcm(key, suite.TagBytes);
                break;
            case RecordAlgorithm.AesCcm:
                _ccm = new AesCcm(key);
                break;
            default:
                _chaCha = new ChaCha20Poly1305(key);
                break;
        }
    }

    private int Overhead => _tagBytes + (_hasExplicitNonce ? ExplicitBytes : 0);

    public override int PlainLength(int bodyLength) => Math.Max(0, bodyLength - Overhead - (_isTls13 ? 1 : 0));

    public override bool TryOpen(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body, Span<byte> plain, out int length)
    {
        length = body.Length - Overhead;
        if (length < 0)
        {
            return false;
        }
        Span<byte> nonce = stackalloc byte[NonceBytes];
        if (_hasExplicitNonce)
        {
            _iv.CopyTo(nonce);
            body[..ExplicitBytes].CopyTo(nonce[SaltBytes..]);
            body = body[ExplicitBytes..];
        }
        else
        {
            BinaryPrimitives.WriteUInt64BigEndian(nonce[(NonceBytes - SequenceBytes)..], Sequence);
            for (var i = 0; i < NonceBytes; i++)
            {
                nonce[i] ^= _iv[i];
            }
        }
        Span<byte> context = stackalloc byte[SequenceBytes + HeaderBytes];
        BinaryPrimitives.WriteUInt64BigEndian(context, Sequence);
        header.CopyTo(context[SequenceBytes..]);
        BinaryPrimitives.WriteUInt16BigEndian(context[^2..], (ushort)length);
        try
        {
            Decrypt(nonce, body[..length], body[length..], plain[..length], _isTls13 ? header : context);
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
        Sequence++;
        return true;
    }

    public override void Dispose()
    {
        _gcm?.Dispose();
        _ccm?.Dispose();
        _chaCha?.Dispose();
    }

    private void Decrypt(
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> cipher,
        ReadOnlySpan<byte> tag,
        Span<byte> plain,
        ReadOnlySpan<byte> context
    )
    {
        if (_gcm is not null)
        {
            _gcm.Decrypt(nonce, cipher, tag, plain, context);
        }
        else if (_ccm is not null)
        {
            _ccm.Decrypt(nonce, cipher, tag, plain, context);
        }
        else
        {
            _chaCha!.Decrypt(nonce, cipher, tag, plain, context);
        }
    }
}
