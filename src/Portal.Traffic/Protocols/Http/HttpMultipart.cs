namespace Portal.Traffic.Protocols.Http;

/// <summary>Takes a multipart body (RFC 2046 §5.1, RFC 7578) apart into its entities as it passes.</summary>
internal sealed class HttpMultipart(byte[] boundary, Func<HttpEntityHead, HttpEntity> open)
{
    private enum State
    {
        Preamble,
        DelimiterEnd,
        Head,
        Body,
        Epilogue,
    }

    private readonly byte[] _delimiter = [(byte)'-', (byte)'-', .. boundary];
    private State _state = State.Preamble;
    private byte[] _held = [];
    private int _heldLength;
    private bool _isAtLineStart = true;
    private int _parts;
    private HttpEntity? _entity;

    public void Data(ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (_state == State.Epilogue)
        {
            return;
        }
        // What could not be judged before stands in front of what is new.
        var work = bytes;
        if (_heldLength > 0)
        {
            Hold(bytes);
            work = _held.AsSpan(0, _heldLength);
        }
        var used = 0;
        while (used < work.Length && Step(work[used..], frame, out var taken))
        {
            used += taken;
        }
        var rest = work[Math.Min(used, work.Length)..];
        if (_heldLength > 0)
        {
            rest.CopyTo(_held);
            _heldLength = rest.Length;
        }
        else
        {
            Hold(rest);
        }
    }

    public void Gap(long bytes, FrameStamp frame)
    {
        if (_state == State.Body)
        {
            _entity?.Data(_held.AsSpan(0, _heldLength), frame);
            _entity?.Gap(bytes, frame);
        }
        _heldLength = 0;
        _isAtLineStart = false;
    }

    public void End(FrameStamp frame)
    {
        if (_state == State.Body && _heldLength > 0)
        {
            _entity?.Data(_held.AsSpan(0, _heldLength), frame);
        }
        _entity?.Lose(); // no delimiter came behind it
        _entity?.End(frame);
        _entity = null;
        _state = State.Epilogue;
    }

    /// <summary>One step forward; false when more bytes are needed.</summary>
    private bool Step(ReadOnlySpan<byte> work, FrameStamp frame, out int taken)
    {
        taken = 0;
        switch (_state)
        {
            case State.Preamble:
            case State.Body:
                return Content(work, frame, out taken);
            case State.DelimiterEnd:
                if (work is [(byte)'-', (byte)'-', ..])
                {
                    _state = State.Epilogue;
                    taken = work.Length;
                    return true;
                }
                var newline = work.IndexOf((byte)'\n');
                taken = newline + 1;
                _state = newline < 0 ? _state : State.Head;
                if (newline < 0 && work.Length > HttpLimits.MaxPartHeadBytes)
                {
                    _state = State.Epilogue;
                    taken = work.Length;
                }
                return taken > 0;
            case State.Head:
                return Head(work, out taken);
            default:
                taken = work.Length;
                return true;
        }
    }

    /// <summary>Hands on what is surely content, up to the next delimiter at the start of a line.</summary>
    private bool Content(ReadOnlySpan<byte> work, FrameStamp frame, out int taken)
    {
        for (var from = 0; ; )
        {
            var found = work[from..].IndexOf(_delimiter);
            if (found < 0)
            {
                // The tail may be the beginning of a delimiter with its line end.
                taken = Math.Max(0, work.Length - _delimiter.Length - 1);
                Pass(work[..taken], frame);
                return taken > 0;
            }
            found += from;
            if (found == 0 ? _isAtLineStart : work[found - 1] == '\n')
            {
                Pass(TrimLineEnd(work[..found]), frame);
                _entity?.End(frame);
                _entity = null;
                _state = State.DelimiterEnd;
                taken = found + _delimiter.Length;
                return true;
            }
            from = found + 1;
        }
    }

    private bool Head(ReadOnlySpan<byte> work, out int taken)
    {
        taken = HttpReader.HeadLength(work, 0);
        if (taken < 0)
        {
            taken = 0;
            if (work.Length <= HttpLimits.MaxPartHeadBytes)
            {
                return false;
            }
            taken = work.Length;
        }
        var head = new HttpEntityHead();
        var headers = new HttpHeaders(work[..taken]);
        while (headers.Next())
        {
            head.Read(headers);
        }
        _state = State.Body;
        _isAtLineStart = true;
        _entity = ++_parts <= HttpLimits.MaxParts ? open(head) : null;
        return true;
    }

    private void Pass(ReadOnlySpan<byte> content, FrameStamp frame)
    {
        if (!content.IsEmpty)
        {
            _isAtLineStart = content[^1] == '\n';
            if (_state == State.Body)
            {
                _entity?.Data(content, frame);
            }
        }
    }

    private static ReadOnlySpan<byte> TrimLineEnd(ReadOnlySpan<byte> content) =>
        content is [.., (byte)'\r', (byte)'\n'] ? content[..^2]
        : content is [.., (byte)'\n'] ? content[..^1]
        : content;

    private void Hold(ReadOnlySpan<byte> bytes)
    {
        if (_held.Length < _heldLength + bytes.Length)
        {
            Array.Resize(ref _held, Math.Max(1024, (_heldLength + bytes.Length) * 2));
        }
        bytes.CopyTo(_held.AsSpan(_heldLength));
        _heldLength += bytes.Length;
    }
}
