namespace Portal.Traffic.Mime;

/// <summary>
/// Takes a message (RFC 5322) and its parts (RFC 2045, RFC 2046) apart line by line as they come. Memory is bounded: one
/// header, the entities that enclose the current one, and a small buffer.
/// </summary>
public sealed class MimeReader
{
    /// <summary>Entities inside each other. Mail programs give up at 10 to 100; what lies deeper is content of the last.</summary>
    private const int MaxNesting = 20;

    /// <summary>Entities in one message; what follows belongs to the last.</summary>
    private const int MaxEntities = 1000;

    /// <summary>A header with its folded lines; RFC 5322 allows 998 bytes a line, lists of addresses are long.</summary>
    private const int MaxHeaderBytes = 64 * 1024;

    private enum State
    {
        Headers,
        Body,

        /// <summary>Before the first part of a multipart entity, or after its last.</summary>
        Between,
    }

    private readonly IMimeConsumer _consumer;
    private readonly MimeOutput _output = new();
    private readonly List<MimeEntity> _open = [];
    private readonly List<byte> _header = [];
    private State _state;
    private int _entities;
    private FrameStamp _frame;

    /// <param name="consumer">Takes what is found.</param>
    /// <param name="entitiesBefore">Where the numbering of entities begins.</param>
    public MimeReader(IMimeConsumer consumer, int entitiesBefore = 0)
    {
        _consumer = consumer;
        FirstOrdinal = entitiesBefore + 1;
        _output.Target = bytes => _consumer.OnBody(_open[^1], bytes, _frame);
        Open();
    }

    /// <summary>Takes the message as a whole besides; null for nobody.</summary>
    public MessageBody? Body { get; init; }

    /// <summary>The number of the entity that began last.</summary>
    public int LastOrdinal => FirstOrdinal + _entities - 1;

    private int FirstOrdinal { get; }

    /// <summary>The next line, or a part of a long one.</summary>
    /// <param name="piece">Without the line's end.</param>
    /// <param name="isStart">The line begins here.</param>
    /// <param name="isEnd">The line ends here.</param>
    /// <param name="frame">The frame that carried it.</param>
    public void Line(ReadOnlySpan<byte> piece, bool isStart, bool isEnd, FrameStamp frame)
    {
        _frame = frame;
        Body?.Line(piece, isEnd, frame);
        if (_open.Count == 0 || (isStart && TakeDelimiter(piece)))
        {
            return;
        }
        if (_state == State.Headers)
        {
            TakeHeaderLine(piece, isStart, isEnd);
        }
        else if (_state == State.Body)
        {
            var entity = _open[^1];
            entity.Decoder.Line(entity.Encoding, piece, isEnd, _output);
        }
    }

    /// <summary>Hands on what is decoded so far: called when a delivery is used up, so that it goes with its own frame.</summary>
    public void Flush() => _output.Flush();

    /// <summary>Bytes of the message were never captured.</summary>
    public void Gap(long bytes, FrameStamp frame)
    {
        _frame = frame;
        Body?.Gap(bytes, frame);
        if (_state == State.Body && _open.Count > 0)
        {
            _output.Flush();
            _consumer.OnBodyGap(_open[^1], bytes, frame);
        }
    }

    /// <summary>The message is over.</summary>
    public void End(FrameStamp frame)
    {
        _frame = frame;
        Body?.End(frame);
        if (_open.Count > 0 && _state == State.Headers)
        {
            FinishHeader();
        }
        while (_open.Count > 0)
        {
            Close(isBeforeDelimiter: false);
        }
    }

    private void Open()
    {
        _open.Add(new MimeEntity(FirstOrdinal + _entities));
        _entities++;
        _state = State.Headers;
        _header.Clear();
    }

    private void Close(bool isBeforeDelimiter)
    {
        var entity = _open[^1];
        if (_state == State.Body)
        {
            entity.Decoder.End(isBeforeDelimiter, _output);
            _output.Flush();
        }
        _state = State.Between;
        _open.RemoveAt(_open.Count - 1);
        _consumer.OnEntityEnd(entity, _frame);
    }

    /// <summary>A delimiter of any open multipart entity ends all that lies inside it (RFC 2046 §5.1.2).</summary>
    private bool TakeDelimiter(ReadOnlySpan<byte> line)
    {
        if (line is not [(byte)'-', (byte)'-', ..])
        {
            return false;
        }
        for (var level = _open.Count - 1; level >= 0; level--)
        {
            if (_open[level].Boundary is not { } boundary || !line[2..].StartsWith(boundary))
            {
                continue;
            }
            var rest = line[(2 + boundary.Length)..];
            var isClosing = rest.StartsWith("--"u8);
            if (!isClosing && !rest.Trim(" \t"u8).IsEmpty)
            {
                continue;
            }
            if (!isClosing && (_entities >= MaxEntities || level + 1 >= MaxNesting))
            {
                return false;
            }
            FinishHeader();
            while (_open.Count > level + 1)
            {
                // The delimiter's line end is cut off its own parts only, not off what these enclose.
                Close(isBeforeDelimiter: _open.Count == level + 2);
            }
            if (isClosing)
            {
                Close(isBeforeDelimiter: true);
            }
            else
            {
                Open();
            }
            return true;
        }
        return false;
    }

    private void TakeHeaderLine(ReadOnlySpan<byte> piece, bool isStart, bool isEnd)
    {
        if (isStart && isEnd && piece.IsEmpty)
        {
            FinishHeader();
            BeginBody();
            return;
        }
        if (isStart && piece is not [(byte)' ' or (byte)'\t', ..])
        {
            FinishHeader();
        }
        _header.AddRange(piece[..Math.Min(piece.Length, MaxHeaderBytes - _header.Count)]);
    }

    private void FinishHeader()
    {
        if (_header.Count == 0)
        {
            return;
        }
        var line = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_header);
        var colon = line.IndexOf((byte)':');
        if (colon > 0)
        {
            var entity = _open[^1];
            var name = line[..colon].TrimEnd(" \t"u8);
            var value = line[(colon + 1)..].TrimStart(" \t"u8);
            entity.Read(name, value);
            _consumer.OnHeader(entity, name, value);
        }
        _header.Clear();
    }

    private void BeginBody()
    {
        var entity = _open[^1];
        if (entity.Boundary is not null)
        {
            _state = State.Between;
        }
        else if (entity is { IsMessage: true, Encoding: MimeEncoding.Identity } && CanNest())
        {
            Open();
        }
        else
        {
            _state = State.Body;
        }
    }

    private bool CanNest() => _open.Count < MaxNesting && _entities < MaxEntities;
}
