using System.Buffers.Text;

namespace Portal.Traffic.Protocols.Http;

/// <summary>
/// Cuts one side's stream into start lines, heads and bodies (RFC 9112) and tells the analyzer. Bodies pass without a copy;
/// lines and heads are copied only when they span segments.
/// </summary>
internal sealed class HttpReader(HttpAnalyzer analyzer, Side side)
{
    private enum State
    {
        StartLine,
        Head,
        Length,
        UntilClose,
        ChunkSize,
        ChunkData,
        ChunkEnd,
        Trailer,

        /// <summary>Bytes are missing: waits for a segment that begins with a start line.</summary>
        Lost,
        Stopped,
    }

    private State _state = State.StartLine;
    private long _remaining;
    private byte[] _held = [];
    private int _heldLength;
    private bool _isLineTooLong;

    public void Data(ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (_state == State.Lost && HttpProtocol.BeginsMessage(side, bytes))
        {
            _state = State.StartLine;
        }
        while (!bytes.IsEmpty && Step(ref bytes, frame)) { }
    }

    public void Gap(long bytes, FrameStamp frame)
    {
        switch (_state)
        {
            case State.Length:
            case State.ChunkData:
                var inside = Math.Min(bytes, _remaining);
                analyzer.OnBodyGap(side, inside, frame);
                bytes -= inside;
                Advance(inside, frame);
                if (bytes > 0)
                {
                    Lose(frame);
                }
                break;
            case State.UntilClose:
                analyzer.OnBodyGap(side, bytes, frame);
                break;
            case State.Stopped:
                break;
            default:
                Lose(frame);
                break;
        }
    }

    /// <summary>This side sends no more.</summary>
    public void End(FrameStamp frame)
    {
        if (_state is not (State.StartLine or State.Lost or State.Stopped))
        {
            FinishHead(frame);
            analyzer.OnMessageEnd(side, frame);
        }
        _state = State.Stopped;
    }

    public void Stop() => _state = State.Stopped;

    /// <summary>Length of the header lines and the empty line after them; -1 when that has not come.</summary>
    internal static int HeadLength(ReadOnlySpan<byte> bytes, int from)
    {
        for (var at = from; ; )
        {
            var newline = bytes[at..].IndexOf((byte)'\n');
            if (newline < 0)
            {
                return -1;
            }
            newline += at;
            if (
                newline == 0
                || bytes[newline - 1] == '\n'
                || (bytes[newline - 1] == '\r' && (newline == 1 || bytes[newline - 2] == '\n'))
            )
            {
                return newline + 1;
            }
            at = newline + 1;
        }
    }

    private bool Step(ref ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        switch (_state)
        {
            case State.StartLine:
                if (analyzer.BeginRawReply(side, frame))
                {
                    _state = State.UntilClose;
                    return true;
                }
                if (!TakeLine(ref bytes, out var line))
                {
                    return false;
                }
                if (!line.IsEmpty)
                {
                    _state = analyzer.OnStartLine(side, line, frame) switch
                    {
                        HttpStart.Message => State.Head,
                        HttpStart.Bare => State.StartLine,
                        _ => State.Lost,
                    };
                }
                return true;
            case State.Head:
            case State.Trailer:
                if (!TakeHead(ref bytes, out var head))
                {
                    return false;
                }
                if (_state == State.Trailer)
                {
                    EndMessage(frame);
                }
                else
                {
                    var framing = analyzer.OnHead(side, head, frame);
                    Begin(framing, frame);
                    if (framing.Kind == HttpFramingKind.Stop)
                    {
                        analyzer.HandOver(side, bytes, frame);
                        return false;
                    }
                }
                return true;
            case State.Length:
            case State.ChunkData:
                var piece = bytes[..(int)Math.Min(bytes.Length, _remaining)];
                bytes = bytes[piece.Length..];
                analyzer.OnBody(side, piece, frame);
                Advance(piece.Length, frame);
                return true;
            case State.UntilClose:
                analyzer.OnBody(side, bytes, frame);
                bytes = default;
                return true;
            case State.ChunkSize:
                return TakeLine(ref bytes, out var size) && ReadChunkSize(size);
            case State.ChunkEnd:
                if (!TakeLine(ref bytes, out var end))
                {
                    return false;
                }
                if (!end.IsEmpty)
                {
                    analyzer.OnProblem("HTTP_inaccurate_chunk_size");
                }
                _state = State.ChunkSize;
                return true;
            default:
                return false;
        }
    }

    private void Begin(HttpFraming framing, FrameStamp frame)
    {
        if (_state == State.Stopped)
        {
            return;
        }
        (_state, _remaining) = framing.Kind switch
        {
            HttpFramingKind.Length => (State.Length, framing.Length),
            HttpFramingKind.Chunked => (State.ChunkSize, 0),
            HttpFramingKind.UntilClose => (State.UntilClose, 0),
            _ => (State.Stopped, 0),
        };
        if (_state == State.Length && _remaining == 0)
        {
            EndMessage(frame);
        }
    }

    private void Advance(long bytes, FrameStamp frame)
    {
        _remaining -= bytes;
        if (_remaining > 0)
        {
            return;
        }
        if (_state == State.ChunkData)
        {
            _state = State.ChunkEnd;
        }
        else
        {
            EndMessage(frame);
        }
    }

    private void EndMessage(FrameStamp frame)
    {
        _state = State.StartLine;
        analyzer.OnMessageEnd(side, frame);
    }

    /// <summary>RFC 9112 §7.1: hexadecimal, extensions after a semicolon. An unreadable size ends the body.</summary>
    private bool ReadChunkSize(ReadOnlySpan<byte> line)
    {
        var digits = line.TrimStart(" \t"u8);
        if (!Utf8Parser.TryParse(digits, out long size, out _, 'x') || size < 0 || digits is not [not (byte)'-', ..])
        {
            analyzer.OnProblem("HTTP_bad_chunk_size");
            size = 0;
        }
        _remaining = size;
        _state = size == 0 ? State.Trailer : State.ChunkData;
        return true;
    }

    private void Lose(FrameStamp frame)
    {
        if (_state is not (State.StartLine or State.Lost or State.Stopped))
        {
            FinishHead(frame);
            analyzer.OnMessageEnd(side, frame);
        }
        _heldLength = 0;
        _isLineTooLong = false;
        if (_state != State.Stopped)
        {
            _state = State.Lost;
            analyzer.OnLost(side);
        }
    }

    /// <summary>A head that breaks off still tells what it told.</summary>
    private void FinishHead(FrameStamp frame)
    {
        if (_state == State.Head)
        {
            analyzer.OnHead(side, _held.AsSpan(0, _heldLength), frame);
        }
    }

    /// <summary>The next line without its end; false when it has not ended.</summary>
    private bool TakeLine(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> line)
    {
        var newline = bytes.IndexOf((byte)'\n');
        var piece = newline < 0 ? bytes : bytes[..newline];
        bytes = newline < 0 ? default : bytes[(newline + 1)..];
        if (newline is >= 0 and <= HttpLimits.MaxLineBytes && _heldLength == 0)
        {
            line = piece;
        }
        else
        {
            var room = HttpLimits.MaxLineBytes - _heldLength;
            if (piece.Length > room)
            {
                piece = piece[..room];
                if (!_isLineTooLong)
                {
                    _isLineTooLong = true;
                    analyzer.OnProblem("HTTP_line_too_long");
                }
            }
            Hold(piece);
            line = _held.AsSpan(0, _heldLength);
            if (newline < 0)
            {
                return false;
            }
            _heldLength = 0;
            _isLineTooLong = false;
        }
        line = line is [.., (byte)'\r'] ? line[..^1] : line;
        return true;
    }

    /// <summary>The header lines with the empty line that ends them; cut at <see cref="HttpLimits.MaxHeadBytes"/>.</summary>
    private bool TakeHead(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> head)
    {
        if (_heldLength == 0)
        {
            var length = HeadLength(bytes, 0);
            if (length >= 0)
            {
                head = bytes[..Math.Min(length, HttpLimits.MaxHeadBytes)];
                bytes = bytes[length..];
                if (length > head.Length)
                {
                    analyzer.OnProblem("HTTP_head_too_long");
                }
                return true;
            }
        }
        var before = _heldLength;
        Hold(bytes[..Math.Min(bytes.Length, HttpLimits.MaxHeadBytes - before)]);
        head = _held.AsSpan(0, _heldLength);
        var whole = HeadLength(head, Math.Max(0, before - 2));
        if (whole < 0 && _heldLength < HttpLimits.MaxHeadBytes)
        {
            bytes = default;
            return false;
        }
        if (whole < 0)
        {
            analyzer.OnProblem("HTTP_head_too_long");
            whole = _heldLength;
        }
        head = head[..whole];
        bytes = bytes[(whole - before)..];
        _heldLength = 0;
        return true;
    }

    private void Hold(ReadOnlySpan<byte> bytes)
    {
        if (_held.Length < _heldLength + bytes.Length)
        {
            Array.Resize(ref _held, Math.Max(512, (_heldLength + bytes.Length) * 2));
        }
        bytes.CopyTo(_held.AsSpan(_heldLength));
        _heldLength += bytes.Length;
    }
}
