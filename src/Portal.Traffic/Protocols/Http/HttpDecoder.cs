using System.IO.Compression;

namespace Portal.Traffic.Protocols.Http;

/// <summary>
/// Undoes a content coding as the bytes come. The streams of the framework ask for input and take "none" as "none yet", so
/// one stream serves the whole body.
/// </summary>
internal sealed class HttpDecoder(HttpCoding coding) : IDisposable
{
    private readonly Feed _feed = new();
    private Stream? _stream;
    private long _written;
    private long _read;

    /// <summary>The rest cannot be decoded: damaged, or beyond the limits.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>It was cut at the limits of <see cref="HttpLimits"/>.</summary>
    public bool IsTooLarge { get; private set; }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        _feed.Add(bytes);
        _written += bytes.Length;
    }

    /// <summary>The next decoded bytes; 0 when it needs more input or is broken.</summary>
    public int Read(Span<byte> output)
    {
        if (IsBroken)
        {
            return 0;
        }
        var allowed = Math.Min(
            HttpLimits.MaxDecodedBytes,
            HttpLimits.FreeDecodedBytes + _written * HttpLimits.MaxDecodedRatio
        );
        if (_read >= allowed)
        {
            IsBroken = IsTooLarge = true;
            return 0;
        }
        try
        {
            _stream ??= Open();
            var count = _stream?.Read(output[..(int)Math.Min(output.Length, allowed - _read)]) ?? 0;
            _read += count;
            return count;
        }
        catch (InvalidDataException)
        {
            IsBroken = true;
            return 0;
        }
    }

    public void Break() => IsBroken = true;

    public void Dispose()
    {
        _stream?.Dispose();
        _feed.Dispose();
    }

    private Stream? Open()
    {
        switch (coding)
        {
            case HttpCoding.Gzip:
                return new GZipStream(_feed, CompressionMode.Decompress, leaveOpen: true);
            case HttpCoding.Brotli:
                return new BrotliStream(_feed, CompressionMode.Decompress, leaveOpen: true);
            default:
                // "deflate" means zlib (RFC 9110 §8.4.1.2), but bare deflate is sent too: the header decides.
                var head = _feed.Unread;
                return head.Length < 2 ? null
                    : (head[0] & 0xF) == 8 && (head[0] << 8 | head[1]) % 31 == 0
                        ? new ZLibStream(_feed, CompressionMode.Decompress, leaveOpen: true)
                    : new DeflateStream(_feed, CompressionMode.Decompress, leaveOpen: true);
        }
    }

    private sealed class Feed : Stream
    {
        private byte[] _bytes = [];
        private int _start;
        private int _end;

        public ReadOnlySpan<byte> Unread => _bytes.AsSpan(_start, _end - _start);

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public void Add(ReadOnlySpan<byte> bytes)
        {
            var unread = _end - _start;
            if (_bytes.Length < unread + bytes.Length)
            {
                var larger = new byte[Math.Max(2048, unread + bytes.Length)];
                Unread.CopyTo(larger);
                _bytes = larger;
            }
            else
            {
                Unread.CopyTo(_bytes);
            }
            bytes.CopyTo(_bytes.AsSpan(unread));
            (_start, _end) = (0, unread + bytes.Length);
        }

        public override int Read(Span<byte> buffer)
        {
            var taken = Unread[..Math.Min(buffer.Length, _end - _start)];
            taken.CopyTo(buffer);
            _start += taken.Length;
            return taken.Length;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
