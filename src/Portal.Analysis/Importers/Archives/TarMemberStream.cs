namespace Portal.Analysis.Importers.Archives;

/// <summary>The content behind a tar's header, and what fills its last block.</summary>
internal sealed class TarMemberStream : Stream
{
    private const int SkippedBytes = 16 * 1024;

    private readonly Stream _content;
    private long _left;

    public TarMemberStream(Stream content, long bytes)
    {
        _content = content;
        _left = bytes;
        Length = bytes;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position
    {
        get => Length - _left;
        set => throw new NotSupportedException();
    }

    /// <exception cref="InvalidDataException">The archive ends before the content.</exception>
    public override int Read(Span<byte> buffer)
    {
        var wanted = (int)Math.Min(buffer.Length, _left);
        if (wanted == 0)
        {
            return 0;
        }
        var read = _content.Read(buffer[..wanted]);
        _left -= read;
        return read > 0 ? read : throw new InvalidDataException("it ends in a file");
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>Goes on to the next header.</summary>
    /// <exception cref="InvalidDataException">The archive ends before the content.</exception>
    public void SkipRest()
    {
        var skipped = new byte[SkippedBytes];
        while (Read(skipped) > 0) { }
        var filling = (int)(-Length & (TarHeader.BlockBytes - 1));
        if (_content.ReadAtLeast(skipped.AsSpan(0, filling), filling, throwOnEndOfStream: false) < filling)
        {
            throw new InvalidDataException("it ends in the last block of a file");
        }
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
