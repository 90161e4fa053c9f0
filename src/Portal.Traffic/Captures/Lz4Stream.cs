using System.Buffers.Binary;

namespace Portal.Traffic.Captures;

/// <summary>
/// Unpacks the LZ4 frame format (lz4_Frame_format.md 1.6): frames and skippable frames after one another. Checksums are
/// passed over, not checked.
/// <code>
/// magic (4) | FLG BD [content size (8)] [dictionary id (4)] HC | blocks: size (4), data, [checksum (4)] … | 0 (4) | [checksum (4)]
/// </code>
/// </summary>
internal sealed class Lz4Stream(Stream packed) : Stream
{
    /// <summary>Matches reach back 64 KiB, into earlier blocks too.</summary>
    private const int History = 64 << 10;

    private const int MaximumBlock = 4 << 20; // the largest of BD's four sizes

    private const uint FrameMagic = 0x184D2204;

    private byte[] _block = [];
    private byte[] _output = new byte[History];
    private int _served;
    private int _end;
    private int _blockBytes; // of the frame; 0 between frames
    private bool _hasBlockChecksum;
    private bool _hasContentChecksum;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <exception cref="InvalidDataException">The packed bytes make no sense.</exception>
    /// <exception cref="EndOfStreamException">They end in the middle of a frame.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (_served == _end)
        {
            if (_blockBytes == 0 ? !TryStartFrame() : !TryReadBlock())
            {
                return 0;
            }
        }
        var count = Math.Min(buffer.Length, _end - _served);
        _output.AsSpan(_served, count).CopyTo(buffer);
        _served += count;
        return count;
    }

    /// <summary>False at the end of the packed stream; true also after a skippable frame.</summary>
    private bool TryStartFrame()
    {
        Span<byte> head = stackalloc byte[4];
        var read = packed.ReadAtLeast(head, 4, throwOnEndOfStream: false);
        if (read == 0)
        {
            return false;
        }
        if (read < 4)
        {
            throw new EndOfStreamException();
        }
        var magic = BinaryPrimitives.ReadUInt32LittleEndian(head);
        if ((magic & 0xFFFFFFF0) == 0x184D2A50)
        {
            packed.ReadExactly(head);
            Skip(BinaryPrimitives.ReadUInt32LittleEndian(head));
            return true;
        }
        if (magic != FrameMagic)
        {
            throw new InvalidDataException("not an LZ4 frame");
        }
        packed.ReadExactly(head[..2]);
        var (flags, sizes) = (head[0], head[1]);
        var sizeCode = (sizes >> 4) & 7;
        if (flags >> 6 != 1 || sizeCode < 4)
        {
            throw new InvalidDataException("not an LZ4 frame of version 1");
        }
        _hasBlockChecksum = (flags & 0x10) != 0;
        _hasContentChecksum = (flags & 0x04) != 0;
        Skip(((flags & 0x08) != 0 ? 8u : 0) + ((flags & 0x01) != 0 ? 4u : 0) + 1);
        _blockBytes = Math.Min(1 << (8 + (2 * sizeCode)), MaximumBlock);
        _served = _end = 0;
        if (_output.Length < History + _blockBytes)
        {
            _output = new byte[History + _blockBytes];
            _block = new byte[_blockBytes];
        }
        return true;
    }

    /// <summary>Always true; the end mark closes the frame.</summary>
    private bool TryReadBlock()
    {
        Span<byte> head = stackalloc byte[4];
        packed.ReadExactly(head);
        var size = BinaryPrimitives.ReadUInt32LittleEndian(head);
        if (size == 0)
        {
            Skip(_hasContentChecksum ? 4u : 0);
            _blockBytes = 0;
            return true;
        }
        var isStored = size >> 31 == 1;
        var length = (int)(size & 0x7FFFFFFF);
        if (length > _blockBytes)
        {
            throw new InvalidDataException("an LZ4 block larger than its frame allows");
        }
        KeepHistory();
        if (isStored)
        {
            packed.ReadExactly(_output, _end, length);
            _end += length;
        }
        else
        {
            packed.ReadExactly(_block, 0, length);
            _end = Lz4Block.Unpack(_block.AsSpan(0, length), _output.AsSpan(0, _end + _blockBytes), _end);
        }
        Skip(_hasBlockChecksum ? 4u : 0);
        return true;
    }

    private void KeepHistory()
    {
        var kept = Math.Min(_end, History);
        Buffer.BlockCopy(_output, _end - kept, _output, 0, kept);
        _served = _end = kept;
    }

    private void Skip(uint count)
    {
        Span<byte> passed = stackalloc byte[256];
        while (count > 0)
        {
            var step = (int)Math.Min(count, (uint)passed.Length);
            packed.ReadExactly(passed[..step]);
            count -= (uint)step;
        }
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
