using System.Buffers;
using System.Runtime.CompilerServices;

namespace Portal.Traffic.Captures;

/// <summary>
/// A window that moves forward over a stream. It grows only as far as bytes really arrive, so that a length that lies costs
/// nothing.
/// </summary>
internal sealed class CaptureBuffer(Stream stream) : IDisposable
{
    /// <summary>Large enough that reading is one system call per some thousand frames.</summary>
    public const int InitialBytes = 1 << 20;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(InitialBytes);
    private int _start;
    private int _end;
    private long _base; // offset in the file of _bytes[0]
    private bool _ended;

    /// <summary>Where the window starts in the file.</summary>
    public long Offset => _base + _start;

    public int Available => _end - _start;

    /// <summary>The bytes that are here without reading on.</summary>
    public ReadOnlySpan<byte> Window => _bytes.AsSpan(_start, _end - _start);

    /// <summary>Makes at least that many bytes available; false if the stream ends before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryRequire(int count) => _end - _start >= count || Fill(count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Peek(int count) => _bytes.AsSpan(_start, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Advance(int count) => _start += count;

    /// <summary>Passes over bytes without keeping them; false if the stream ends before.</summary>
    public bool TrySkip(long count)
    {
        while (count > 0)
        {
            if (!TryRequire(1))
            {
                return false;
            }
            var step = (int)Math.Min(count, Available);
            Advance(step);
            count -= step;
        }
        return true;
    }

    private bool Fill(int count)
    {
        if (_start > 0)
        {
            Buffer.BlockCopy(_bytes, _start, _bytes, 0, _end - _start);
            _base += _start;
            _end -= _start;
            _start = 0;
        }
        while (_end < count)
        {
            if (_ended)
            {
                return false;
            }
            if (_end == _bytes.Length)
            {
                Grow(count);
            }
            var read = stream.Read(_bytes, _end, _bytes.Length - _end);
            _ended = read == 0;
            _end += read;
        }
        return true;
    }

    private void Grow(int count)
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Math.Max(count, 0L), _bytes.Length * 2L));
        Buffer.BlockCopy(_bytes, 0, larger, 0, _end);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _start = _end = 0;
        _ended = true;
    }
}
