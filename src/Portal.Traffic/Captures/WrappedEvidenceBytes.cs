namespace Portal.Traffic.Captures;

/// <summary>
/// Reads a wrapped file at any place by unpacking it forward; a window of the content last unpacked is kept, and a place
/// before it starts again from the beginning. One thread at a time.
/// </summary>
internal sealed class WrappedEvidenceBytes(string path) : IEvidenceBytes
{
    /// <summary>Enough for a list that scrolls back a few thousand frames.</summary>
    private const int WindowBytes = 4 << 20;

    private readonly Lock _gate = new();
    private readonly byte[] _window = new byte[WindowBytes];
    private FileStream? _file;
    private Stream? _content;
    private long _windowStart;
    private int _windowLength;

    public bool TryRead(long offset, Span<byte> destination)
    {
        lock (_gate)
        {
            if (_content is null || offset < _windowStart)
            {
                Restart();
            }
            while (!destination.IsEmpty)
            {
                var at = offset - _windowStart;
                if (at >= _windowLength)
                {
                    if (!Advance())
                    {
                        return false;
                    }
                    continue;
                }
                var count = (int)Math.Min(destination.Length, _windowLength - at);
                _window.AsSpan((int)at, count).CopyTo(destination);
                destination = destination[count..];
                offset += count;
            }
            return true;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _content?.Dispose();
            _file?.Dispose();
        }
    }

    private void Restart()
    {
        _content?.Dispose();
        _file?.Dispose();
        _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        _content = CompressedStream.Unwrap(_file);
        _windowStart = 0;
        _windowLength = 0;
    }

    /// <summary>Unpacks some more; the older half of a full window is given up first. False at the end.</summary>
    private bool Advance()
    {
        if (_windowLength == _window.Length)
        {
            var half = _window.Length / 2;
            Buffer.BlockCopy(_window, half, _window, 0, half);
            _windowStart += half;
            _windowLength -= half;
        }
        var read = _content!.Read(_window, _windowLength, _window.Length - _windowLength);
        _windowLength += read;
        return read > 0;
    }
}
