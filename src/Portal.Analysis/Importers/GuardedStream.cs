using Portal.Traffic.Captures;
using ZstdSharp;

namespace Portal.Analysis.Importers;

/// <summary>
/// Unpacked content that cannot harm its reader: where the packing is damaged, or the content grows out of all proportion
/// to the bytes it comes from, it ends, and <see cref="Problem"/> says why. Read once, forward.
/// </summary>
internal sealed class GuardedStream(Stream content, Func<long> rawBytes) : Stream
{
    /// <summary>Content of that size is read whatever the proportion.</summary>
    private const long FreeBytes = 256L << 20;

    /// <summary>Logs shrink to a tenth or a fiftieth; a bomb made of zeros has 1000.</summary>
    public const long MaxExpansion = 250;

    /// <summary>Bytes that importers judge the content by.</summary>
    private const int HeadBytes = 64 << 10;

    private byte[] _head = [];
    private int _headLength;
    private int _headRead;
    private long _position;

    /// <summary>Why the content ended early; null while all is well.</summary>
    public string? Problem { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    /// <summary>Bytes of content read so far, the head included.</summary>
    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <summary>Whether content grew out of all proportion to the bytes that it comes from.</summary>
    public static bool IsBomb(long contentBytes, long rawBytes) =>
        contentBytes > FreeBytes && contentBytes / MaxExpansion > rawBytes;

    /// <summary>The first bytes, which are read again from the stream afterwards. Only before anything else is read.</summary>
    public ReadOnlySpan<byte> Head()
    {
        if (_head.Length == 0)
        {
            _head = new byte[HeadBytes];
            while (_headLength < _head.Length && ReadContent(_head.AsSpan(_headLength)) is > 0 and var read)
            {
                _headLength += read;
            }
        }
        return _head.AsSpan(0, _headLength);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_headRead == _headLength)
        {
            return ReadContent(buffer);
        }
        var length = Math.Min(buffer.Length, _headLength - _headRead);
        _head.AsSpan(_headRead, length).CopyTo(buffer);
        _headRead += length;
        return length;
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int ReadContent(Span<byte> buffer)
    {
        if (Problem is not null)
        {
            return 0;
        }
        if (IsBomb(_position, rawBytes()))
        {
            Problem = $"the content is more than {MaxExpansion} times as large as the file: not read on";
            return 0;
        }
        try
        {
            var read = content.Read(buffer);
            _position += read;
            if (read == 0 && content is CompressedStream { Problem: { } cause })
            {
                Problem = cause;
            }
            return read;
        }
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException or ZstdException)
        {
            Problem = $"the packing is damaged or cut short: {failure.Message}";
            return 0;
        }
    }
}
