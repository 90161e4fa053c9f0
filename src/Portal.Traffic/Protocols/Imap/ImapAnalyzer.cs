using System.Text;
using Portal.Traffic.Mime;

namespace Portal.Traffic.Protocols.Imap;

/// <summary>
/// One IMAP session: names the service, makes files of the parts of messages that are fetched or stored whole, and hands
/// over at STARTTLS (RFC 9051 §6.2.1). Passwords are noted as credentials and not kept.
/// </summary>
internal sealed class ImapAnalyzer(FlowContext flow) : IFlowAnalyzer
{
    /// <summary>Servers refuse commands beyond 8 to 64 KiB.</summary>
    private const int MaxLineBytes = 16 * 1024;

    private readonly ImapSide[] _sides = [new(MaxLineBytes), new(MaxLineBytes)];
    private readonly ImapLogon _logon = new(flow);
    private int _entities;
    private string? _tlsTag;
    private bool _isConfirmed;
    private bool _isOver;
    private ShownLines? _shown;

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        var state = _sides[(int)side];
        if (flow.IsShown && !_isOver)
        {
            (_shown ??= new ShownLines(flow, ImapFields.Add, ImapFields.WholeLength)).Take(side, bytes);
        }
        while (!_isOver && !bytes.IsEmpty)
        {
            if (state.LiteralLeft > 0)
            {
                TakeLiteral(side, state, ref bytes, frame);
                continue;
            }
            if (!state.Lines.TryRead(ref bytes, out var line))
            {
                break;
            }
            if (OnLine(side, state, line, frame))
            {
                _isOver = true;
                flow.HandOver(side, bytes);
            }
        }
        state.Message?.Flush();
    }

    public void OnGap(Side side, long bytes, FrameStamp frame)
    {
        var state = _sides[(int)side];
        var inside = Math.Min(bytes, state.LiteralLeft);
        if (inside > 0)
        {
            state.LiteralLines.Lose();
            state.Message?.Gap(inside, frame);
            Advance(state, inside, frame);
        }
        if (bytes > inside)
        {
            state.Lines.Lose();
        }
        _logon.Lose();
        _shown?.Lose(side);
    }

    public void OnEnd(Side side, FrameStamp frame) => EndMessage(_sides[(int)side], frame);

    public void OnDone()
    {
        foreach (var state in _sides)
        {
            if (state.Message is not null)
            {
                state.Message.Flush();
                state.Files?.Abandon(flow.Now);
                EndMessage(state, flow.Now);
            }
        }
    }

    /// <summary>True when what follows is TLS.</summary>
    private bool OnLine(Side side, ImapSide state, ReadOnlySpan<byte> line, FrameStamp frame)
    {
        var hasLiteral = ImapLiteral.TryParse(line, out var literal) && literal.Size > 0;
        if (hasLiteral)
        {
            state.LiteralLeft = literal.Size;
            if (literal.IsMessage)
            {
                state.Files = new MimeFiles(flow.Files, "IMAP", side);
                state.Message = new MimeReader(state.Files, _entities)
                {
                    Body = new MessageBody(flow.Files, "IMAP", side),
                };
            }
        }
        if (side == Side.Originator)
        {
            NoteStartTls(line);
            _logon.OnClientLine(line, hasLiteral, frame);
            return false;
        }
        _logon.OnServerLine(line, frame);
        if (!_isConfirmed && line.StartsWith("* "u8))
        {
            _isConfirmed = true;
            flow.Confirm("imap");
        }
        return _tlsTag is not null && line.StartsWith(Encoding.ASCII.GetBytes($"{_tlsTag} OK"));
    }

    private void NoteStartTls(ReadOnlySpan<byte> line)
    {
        const int MaxTag = 64;
        var blank = line.IndexOf((byte)' ');
        if (blank is > 0 and <= MaxTag && Ascii.EqualsIgnoreCase(line[(blank + 1)..].TrimEnd((byte)' '), "STARTTLS"u8))
        {
            _tlsTag = Encoding.ASCII.GetString(line[..blank]);
        }
    }

    private void TakeLiteral(Side side, ImapSide state, ref ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        var piece = bytes[..(int)Math.Min(bytes.Length, state.LiteralLeft)];
        bytes = bytes[piece.Length..];
        var length = piece.Length;
        if (side == Side.Originator)
        {
            _logon.OnLiteral(piece);
        }
        if (state.Message is { } message)
        {
            while (state.LiteralLines.TryReadPart(ref piece, out var part, out var isStart, out var isEnd))
            {
                message.Line(part, isStart, isEnd, frame);
            }
        }
        Advance(state, length, frame);
    }

    private void Advance(ImapSide state, long bytes, FrameStamp frame)
    {
        state.LiteralLeft -= bytes;
        if (state.LiteralLeft == 0)
        {
            EndMessage(state, frame);
        }
    }

    private void EndMessage(ImapSide state, FrameStamp frame)
    {
        if (state.Message is not { } message)
        {
            return;
        }
        if (!state.LiteralLines.Pending.IsEmpty)
        {
            message.Line(state.LiteralLines.Pending, isStart: true, isEnd: false, frame);
        }
        state.LiteralLines.Lose();
        message.End(frame);
        _entities = message.LastOrdinal;
        state.Message = null;
    }

    /// <summary>Where one side stands.</summary>
    private sealed class ImapSide(int maxLineBytes)
    {
        public LineReader Lines { get; } = new(maxLineBytes);
        public LineReader LiteralLines { get; } = new(maxLineBytes);
        public long LiteralLeft { get; set; }
        public MimeFiles? Files { get; set; }
        public MimeReader? Message { get; set; }
    }
}
