using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Portal.Analysis.Importers;

/// <summary>
/// The raw evidence, read once, forward, while another thread computes its SHA-256 over the same buffers.
/// </summary>
internal sealed class HashingStream : Stream
{
    private const int BufferBytes = 1 << 20;
    private const int Buffers = 3;

    private readonly Stream _raw;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly BlockingCollection<byte[]> _hashed = new(Buffers);
    private readonly BlockingCollection<(byte[] Buffer, int Length)> _read = new(Buffers);
    private readonly Thread _hasher;
    private byte[] _current = [];
    private int _start;
    private int _end;
    private int _made;

    /// <param name="raw">From its start; stays the caller's to close.</param>
    public HashingStream(Stream raw)
    {
        _raw = raw;
        _hasher = new Thread(Hash) { IsBackground = true, Name = "evidence hash" };
        _hasher.Start();
    }

    /// <summary>Bytes read from the file so far; what is buffered counts.</summary>
    public long BytesRead { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => BytesRead - (_end - _start);
        set => throw new NotSupportedException();
    }

    /// <summary>Reads whatever is left and returns the SHA-256 of all bytes in lower-case hex. Called once.</summary>
    public string Finish(CancellationToken cancellation)
    {
        do
        {
            cancellation.ThrowIfCancellationRequested();
            _start = _end;
        } while (TryFill());
        _read.CompleteAdding();
        _hasher.Join();
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || (_start == _end && !TryFill()))
        {
            return 0;
        }
        var length = Math.Min(buffer.Length, _end - _start);
        _current.AsSpan(_start, length).CopyTo(buffer);
        _start += length;
        return length;
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            if (!_read.IsAddingCompleted)
            {
                _read.CompleteAdding();
                _hasher.Join();
            }
            _hash.Dispose();
            _read.Dispose();
            _hashed.Dispose();
        }
        base.Dispose(disposing);
    }

    private bool TryFill()
    {
        // A buffer that was hashed is free: the one reader has left it before it asks for another.
        var buffer = _made < Buffers ? new byte[BufferBytes] : _hashed.Take();
        _made = Math.Min(_made + 1, Buffers);
        var length = _raw.Read(buffer);
        if (length == 0)
        {
            _hashed.Add(buffer);
            return false;
        }
        BytesRead += length;
        _current = buffer;
        _start = 0;
        _end = length;
        _read.Add((buffer, length));
        return true;
    }

    private void Hash()
    {
        foreach (var (buffer, length) in _read.GetConsumingEnumerable())
        {
            _hash.AppendData(buffer, 0, length);
            _hashed.Add(buffer);
        }
    }
}
