namespace Portal.Traffic.Protocols.Http;

/// <summary>Cuts one side's stream into frames, joins header blocks, and lets bodies pass without keeping them.</summary>
internal sealed class Http2Reader(Http2Analyzer analyzer, Side side)
{
    /// <summary>A header block with its continuations; servers refuse at 8 KiB to 64 KiB.</summary>
    private const int MaxBlockBytes = 128 * 1024;

    private readonly List<byte> _held = [];
    private readonly List<byte> _block = [];
    private Http2FrameHeader _frame;
    private int _prefaceLeft = side == Side.Originator ? Http2Protocol.Preface.Length : 0;
    private int _left;
    private int _padding;
    private bool _isInFrame;
    private bool _isBlockEnding;
    private int _blockStream;

    /// <summary>The place in the stream, or the table of headers, is lost.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Takes the frames for the packet tree; null when nobody looks.</summary>
    public ShownHttp2Frame? Shown { get; init; }

    public void Data(ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        while (!IsLost && (!bytes.IsEmpty || (_isInFrame && _left == 0)))
        {
            var before = bytes;
            if (_prefaceLeft > 0)
            {
                var taken = Math.Min(_prefaceLeft, bytes.Length);
                var expected = Http2Protocol.Preface.Slice(Http2Protocol.Preface.Length - _prefaceLeft, taken);
                IsLost = !bytes[..taken].SequenceEqual(expected);
                _prefaceLeft -= taken;
                bytes = bytes[taken..];
            }
            else if (!_isInFrame)
            {
                TakeHeader(ref bytes);
            }
            else if (_frame.Type == Http2FrameHeader.Data)
            {
                TakeData(ref bytes, frame);
            }
            else
            {
                TakeWhole(ref bytes, frame);
            }
            Shown?.Append(before[..^bytes.Length]);
            if (!_isInFrame && _prefaceLeft == 0 && _held.Count == 0)
            {
                Shown?.Show();
            }
        }
    }

    public void Gap(long bytes, FrameStamp frame)
    {
        if (_isInFrame && _frame.Type == Http2FrameHeader.Data && _padding >= 0 && bytes <= _left - _padding)
        {
            analyzer.OnBodyGap(side, _frame.Stream, bytes, frame);
            Shown?.Lose();
            _left -= (int)bytes;
            return;
        }
        IsLost = true;
    }

    private void TakeHeader(ref ReadOnlySpan<byte> bytes)
    {
        var taken = Math.Min(Http2FrameHeader.Bytes - _held.Count, bytes.Length);
        _held.AddRange(bytes[..taken]);
        bytes = bytes[taken..];
        if (!Http2FrameHeader.TryParse(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_held), out _frame))
        {
            return;
        }
        _held.Clear();
        (_isInFrame, _left) = (true, _frame.Length);
        _padding = _frame.IsPadded ? -1 : 0;
        // RFC 9113 §6.10: nothing may come between the frames of a header block.
        IsLost =
            (_blockStream != 0 && (_frame.Type != Http2FrameHeader.Continuation || _frame.Stream != _blockStream))
            || (_frame is { Type: Http2FrameHeader.Data, IsPadded: true, Length: 0 });
    }

    private void TakeData(ref ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (_padding < 0 && _left > 0)
        {
            if (bytes.IsEmpty)
            {
                return;
            }
            _padding = bytes[0];
            bytes = bytes[1..];
            _left--;
            IsLost = _padding > _left;
        }
        var content = bytes[..Math.Min(bytes.Length, Math.Max(0, _left - _padding))];
        if (!content.IsEmpty && !IsLost)
        {
            analyzer.OnBody(side, _frame.Stream, content, frame);
            _left -= content.Length;
            bytes = bytes[content.Length..];
        }
        var padding = Math.Min(bytes.Length, _left <= _padding ? _left : 0);
        bytes = bytes[padding..];
        _left -= padding;
        if (_left == 0)
        {
            _isInFrame = false;
            if (_frame.EndsStream)
            {
                analyzer.OnStreamEnd(side, _frame.Stream, frame);
            }
        }
    }

    private void TakeWhole(ref ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        var taken = Math.Min(_left, bytes.Length);
        if (_frame.Type is Http2FrameHeader.Headers or Http2FrameHeader.PushPromise or Http2FrameHeader.Continuation)
        {
            IsLost = _held.Count + _block.Count + taken > MaxBlockBytes;
            _held.AddRange(bytes[..(IsLost ? 0 : taken)]);
        }
        bytes = bytes[taken..];
        _left -= taken;
        if (_left > 0 || IsLost)
        {
            return;
        }
        _isInFrame = false;
        var payload = _held.ToArray();
        _held.Clear();
        switch (_frame.Type)
        {
            case Http2FrameHeader.Headers:
            case Http2FrameHeader.PushPromise:
                BeginBlock(payload, frame);
                break;
            case Http2FrameHeader.Continuation:
                _block.AddRange(payload);
                EndBlockIf(_frame.EndsHeaders, frame);
                break;
            case Http2FrameHeader.Reset:
                analyzer.OnReset(_frame.Stream, frame);
                break;
            default:
                break;
        }
    }

    /// <summary>RFC 9113 §6.2 and §6.6: padding, then priority or the promised stream, then the block.</summary>
    private void BeginBlock(ReadOnlySpan<byte> payload, FrameStamp frame)
    {
        var reader = new ByteReader(payload);
        var padding = _frame.IsPadded ? reader.ReadByte() : 0;
        _blockStream = _frame.Stream;
        if (_frame.Type == Http2FrameHeader.PushPromise)
        {
            _blockStream = (int)(reader.ReadUInt32() & 0x7FFF_FFFF);
        }
        else if (_frame.HasPriority)
        {
            reader.Skip(5);
        }
        if (reader.Failed || padding > reader.Remaining || _blockStream == 0)
        {
            IsLost = true;
            return;
        }
        _isBlockEnding = _frame.Type == Http2FrameHeader.Headers && _frame.EndsStream;
        _block.Clear();
        _block.AddRange(reader.Take(reader.Remaining - padding));
        EndBlockIf(_frame.EndsHeaders, frame);
    }

    private void EndBlockIf(bool isOver, FrameStamp frame)
    {
        if (!isOver)
        {
            return;
        }
        var block = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_block);
        IsLost = !analyzer.OnHeaders(side, _blockStream, block, frame);
        if (!IsLost && _isBlockEnding)
        {
            analyzer.OnStreamEnd(side, _blockStream, frame);
        }
        _blockStream = 0;
        _block.Clear();
    }
}
