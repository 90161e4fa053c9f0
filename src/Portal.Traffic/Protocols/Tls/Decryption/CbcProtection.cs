using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Portal.Traffic.Protocols.Tls.Decryption;

/// <summary>
/// Records under a block cipher in CBC with an HMAC (RFC 5246 §6.2.3.2): the HMAC inside the encryption, or around it where
/// the two sides agreed on that (RFC 7366). TLS 1.0 goes on with the last block of the record before (RFC 2246 §6.2.3.2).
/// </summary>
internal sealed class CbcProtection : RecordProtection
{
    private const int SequenceBytes = 8;
    private const int HeaderBytes = 5;
    private const int MaxHashBytes = 48;

    private readonly SymmetricAlgorithm _cipher;
    private readonly IncrementalHash _mac;
    private readonly int _macBytes;
    private readonly int _blockBytes;
    private readonly bool _isMacOutside;
    private readonly byte[]? _chained;

    /// <param name="suite">A block cipher.</param>
    /// <param name="key">Of the cipher.</param>
    /// <param name="macKey">Of the HMAC.</param>
    /// <param name="chainedIv">Of the first record in TLS 1.0; empty later, when each record brings its own.</param>
    /// <param name="isMacOutside">Encrypt-then-MAC.</param>
    public CbcProtection(
        RecordSuite suite,
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> macKey,
        ReadOnlySpan<byte> chainedIv,
        bool isMacOutside
    )
    {
        _cipher = suite.Algorithm == RecordAlgorithm.TripleDesCbc ? CreateTripleDes() : Aes.Create();
        _cipher.Key = key.ToArray();
        _mac = IncrementalHash.CreateHMAC(suite.Mac, macKey);
        _macBytes = suite.TagBytes;
        _blockBytes = suite.BlockBytes;
        _isMacOutside = isMacOutside;
        _chained = chainedIv.IsEmpty ? null : chainedIv.ToArray();
    }

    /// <summary>Without its padding, of which one byte at least is there.</summary>
    public override int PlainLength(int bodyLength) =>
        Math.Max(0, bodyLength - _macBytes - 1 - (_chained is null ? _blockBytes : 0));

    public override bool TryOpen(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body, Span<byte> plain, out int length)
    {
        length = 0;
        var blocks = body;
        if (_isMacOutside)
        {
            if (body.Length < _macBytes)
            {
                return false;
            }
            blocks = body[..^_macBytes];
            if (!IsAuthentic(header, blocks, body[^_macBytes..]))
            {
                return false;
            }
        }
        var iv = _chained is null ? blocks[..Math.Min(_blockBytes, blocks.Length)] : _chained.AsSpan();
        var cipher = _chained is null ? blocks[iv.Length..] : blocks;
        if (cipher.IsEmpty || cipher.Length % _blockBytes != 0)
        {
            return false;
        }
        var opened = plain[.._cipher.DecryptCbc(cipher, iv, plain, PaddingMode.None)];
        if (!TryUnpad(opened, out length))
        {
            return false;
        }
        if (!_isMacOutside)
        {
            length -= _macBytes;
            if (length < 0 || !IsAuthentic(header, opened[..length], opened.Slice(length, _macBytes)))
            {
                return false;
            }
        }
        if (_chained is not null)
        {
            cipher[^_blockBytes..].CopyTo(_chained);
        }
        Sequence++;
        return true;
    }

    public override void Dispose()
    {
        _cipher.Dispose();
        _mac.Dispose();
    }

    [SuppressMessage("Security", "CA5350", Justification = "What was recorded was encrypted with it.")]
    private static TripleDES CreateTripleDes() => TripleDES.Create();

    /// <summary>The last byte says how many like it stand before it.</summary>
    private static bool TryUnpad(ReadOnlySpan<byte> opened, out int length)
    {
        var padding = opened[^1];
        length = opened.Length - padding - 1;
        return length >= 0 && !opened[length..].ContainsAnyExcept(padding);
    }

    private bool IsAuthentic(ReadOnlySpan<byte> header, ReadOnlySpan<byte> content, ReadOnlySpan<byte> mac)
    {
        Span<byte> context = stackalloc byte[SequenceBytes + HeaderBytes];
        BinaryPrimitives.WriteUInt64BigEndian(context, Sequence);
        header.CopyTo(context[SequenceBytes..]);
        BinaryPrimitives.WriteUInt16BigEndian(context[^2..], (ushort)content.Length);
        _mac.AppendData(context);
        _mac.AppendData(content);
        Span<byte> computed = stackalloc byte[MaxHashBytes];
        return computed[.._mac.GetHashAndReset(computed)].SequenceEqual(mac);
    }
}
