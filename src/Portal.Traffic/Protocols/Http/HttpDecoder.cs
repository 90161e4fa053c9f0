using System.Buffers;
using System.IO.Compression;

namespace Portal.Traffic.Protocols.Http;

/// <summary>Undoes a content coding as the bytes come, within the limits of <see cref="HttpLimits"/>.</summary>
internal sealed class HttpDecoder(HttpCoding coding) : IDisposable
{
    private const int BrotliBufferBytes = 32 * 1024;

    private readonly Inflater? _inflater =
        coding == HttpCoding.Brotli ? null : new Inflater(isGzip: coding == HttpCoding.Gzip);
    private BrotliDecoder _brotli;
    private byte[]? _buffer;
    private bool _isBroken;
    private long _written;
    private long _read;

    /// <summary>The rest cannot be decoded: damaged, or beyond the limits.</summary>
    public bool IsBroken => _isBroken || _inflater?.IsBroken == true;

    /// <summary>It was cut at the limits.</summary>
    public bool IsTooLarge { get; private set; }

    /// <summary>The next decoded bytes, which live until the next call; false when it needs more input or is broken.</summary>
    public bool Next(ref ReadOnlySpan<byte> input, out ReadOnlySpan<byte> output)
    {
        output = default;
        if (IsBroken)
        {
            return false;
        }
        var before = input.Length;
        var isMore = _inflater?.Next(ref input, out output) ?? NextBrotli(ref input, out output);
        _written += before - input.Length;
        _read += output.Length;
        var allowed = Math.Min(
            HttpLimits.MaxDecodedBytes,
            HttpLimits.FreeDecodedBytes + _written * HttpLimits.MaxDecodedRatio
        );
        if (_read > allowed)
        {
            _isBroken = IsTooLarge = true;
            output = output[..(int)Math.Max(0, output.Length - (_read - allowed))];
            return !output.IsEmpty;
        }
        return isMore;
    }

    public void Break() => _isBroken = true;

    public void Dispose()
    {
        _inflater?.Dispose();
        _brotli.Dispose();
        if (_buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = null;
        }
    }

    private bool NextBrotli(ref ReadOnlySpan<byte> input, out ReadOnlySpan<byte> output)
    {
        _buffer ??= ArrayPool<byte>.Shared.Rent(BrotliBufferBytes);
        var status = _brotli.Decompress(input, _buffer, out var consumed, out var written);
        _isBroken = status == OperationStatus.InvalidData;
        input = input[consumed..];
        output = _buffer.AsSpan(0, written);
        return written > 0;
    }
}
