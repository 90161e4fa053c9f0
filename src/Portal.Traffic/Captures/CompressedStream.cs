using System.IO.Compression;
using ZstdSharp;

namespace Portal.Traffic.Captures;

/// <summary>
/// The content of a wrapped file, read once, forward. Where the wrapping breaks off or is damaged, what came before is
/// delivered, the stream ends, and <see cref="Problem"/> says why.
/// </summary>
public sealed class CompressedStream : Stream
{
    private readonly Stream _content;
    private long _position;

    private CompressedStream(Stream content, CompressionKind kind)
    {
        _content = content;
        Kind = kind;
    }

    public CompressionKind Kind { get; }

    /// <summary>Why the content ended early; null while all is well.</summary>
    public string? Problem { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    /// <summary>Bytes of content delivered.</summary>
    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <summary>
    /// The stream unpacked if its content is wrapped (then a <see cref="CompressedStream"/>), else the same content from the
    /// same place. The given stream stays the caller's to close.
    /// </summary>
    public static Stream Unwrap(Stream stream)
    {
        if (stream is CompressedStream)
        {
            return stream;
        }
        var head = new byte[4];
        var length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        Stream whole;
        if (stream.CanSeek)
        {
            stream.Seek(-length, SeekOrigin.Current);
            whole = stream;
        }
        else
        {
            whole = new PrefixedStream(head[..length], stream);
        }
        return KindOf(head.AsSpan(0, length)) switch
        {
            // GZipStream goes on with the next member by itself.
            CompressionKind.Gzip => new CompressedStream(
                new GZipStream(whole, CompressionMode.Decompress, leaveOpen: true),
                CompressionKind.Gzip
            ),
            CompressionKind.Zstandard => new CompressedStream(
                new DecompressionStream(whole, leaveOpen: true),
                CompressionKind.Zstandard
            ),
            CompressionKind.Lz4 => new CompressedStream(new Lz4Stream(whole), CompressionKind.Lz4),
            _ => whole,
        };
    }

    /// <summary>Judges the first four bytes of a file.</summary>
    public static CompressionKind KindOf(ReadOnlySpan<byte> head) =>
        head switch
        {
            [0x1F, 0x8B, 0x08, ..] => CompressionKind.Gzip,
            [0x28, 0xB5, 0x2F, 0xFD, ..] => CompressionKind.Zstandard,
            [0x04, 0x22, 0x4D, 0x18, ..] => CompressionKind.Lz4,
            _ => CompressionKind.None,
        };

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (Problem is not null)
        {
            return 0;
        }
        try
        {
            var read = _content.Read(buffer);
            _position += read;
            return read;
        }
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException or ZstdException)
        {
            Problem =
                failure is EndOfStreamException || failure.Message.Contains("truncated", StringComparison.Ordinal)
                    ? $"The {Name} wrapping is cut short"
                    : $"The {Name} wrapping is damaged";
            return 0;
        }
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
        }
        base.Dispose(disposing);
    }

    private string Name =>
        Kind switch
        {
            CompressionKind.Gzip => "gzip",
            CompressionKind.Zstandard => "zstd",
            _ => "lz4",
        };
}
