using System.Text;
using Portal.Traffic.Credentials;
using Portal.Traffic.Mime;

namespace Portal.Traffic.Protocols.Pop3;

/// <summary>
/// One POP3 session: names the service, makes files of the parts of the messages that are fetched, and hands over at STLS
/// (RFC 2595 §4). Passwords are noted as credentials and not kept.
/// </summary>
internal sealed class Pop3Analyzer(FlowContext flow) : IFlowAnalyzer
{
    /// <summary>RFC 1939 §3 allows 512 bytes; lines of messages pass in parts.</summary>
    private const int MaxLineBytes = 16 * 1024;

    /// <summary>Commands sent ahead of their replies (RFC 2449 §6.6).</summary>
    private const int MaxPending = 1000;

    private readonly LineReader _client = new(MaxLineBytes);
    private readonly LineReader _server = new(MaxLineBytes);
    private readonly Queue<(string Command, Credential? Credential)> _pending = [];
    private readonly Pop3Logon _logon = new(flow);
    private MimeFiles? _files;
    private MimeReader? _message;
    private int _entities;
    private bool _isInList; // the lines of a reply that ends with a dot
    private SaslExchange? _sasl;
    private bool _isAuthenticating;
    private bool _isConfirmed;
    private bool _isOver;
    private ShownLines? _shown;

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (flow.IsShown && !_isOver)
        {
            (_shown ??= new ShownLines(flow, Pop3Fields.Add)).Take(side, bytes, _isInList ? this : null);
        }
        if (side == Side.Originator)
        {
            while (!_isOver && _client.TryRead(ref bytes, out var line))
            {
                OnCommand(line, frame);
            }
            return;
        }
        while (!_isOver && TakeFromServer(ref bytes, frame)) { }
        _message?.Flush();
    }

    public void OnGap(Side side, long bytes, FrameStamp frame)
    {
        _shown?.Lose(side);
        if (side == Side.Originator)
        {
            _client.Lose();
            return;
        }
        _server.Lose();
        _message?.Gap(bytes, frame);
        if (!_isInList)
        {
            _pending.Clear(); // which reply answers what is not known any more
            (_sasl, _isAuthenticating) = (null, false);
        }
    }

    public void OnEnd(Side side, FrameStamp frame)
    {
        if (side == Side.Responder)
        {
            EndMessage(frame);
        }
    }

    public void OnDone()
    {
        if (_message is not null)
        {
            _message.Flush();
            _files?.Abandon(flow.Now);
            EndMessage(flow.Now);
        }
    }

    private void OnCommand(ReadOnlySpan<byte> line, FrameStamp frame)
    {
        if (_isAuthenticating)
        {
            _sasl?.OnWord(line, frame); // RFC 5034 §4
            return;
        }
        var blank = line.IndexOf((byte)' ');
        var word = blank < 0 ? line : line[..blank];
        if (word.Length is < 3 or > 4 || _pending.Count == MaxPending)
        {
            return;
        }
        var command = Encoding.ASCII.GetString(word).ToUpperInvariant();
        var isBare = blank < 0 || line[blank..].Trim((byte)' ').IsEmpty;
        // LIST and UIDL answer with a list only without an argument (RFC 1939 §5, §7).
        var argument = blank < 0 ? default : line[(blank + 1)..];
        var credential = _logon.OnCommand(command, argument, frame);
        _pending.Enqueue((command is "LIST" or "UIDL" && !isBare ? "ONE" : command, credential));
        if (command == "AUTH" && !isBare)
        {
            _isAuthenticating = true;
            _sasl = SaslExchange.Begin(flow, "pop3", argument, frame);
        }
    }

    private bool TakeFromServer(ref ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (_isInList)
        {
            if (!_server.TryReadPart(ref bytes, out var part, out var isStart, out var isEnd))
            {
                return false;
            }
            OnListLine(part, isStart, isEnd, frame);
            return true;
        }
        if (!_server.TryRead(ref bytes, out var line))
        {
            return false;
        }
        var isPositive = line.StartsWith("+OK"u8);
        if (!isPositive && !line.StartsWith("-ERR"u8))
        {
            if (_isAuthenticating && line is [(byte)'+', (byte)' ', .. var challenge])
            {
                _sasl?.OnChallenge(challenge, frame); // RFC 5034 §4
            }
            return true;
        }
        if (!_isConfirmed)
        {
            _isConfirmed = true;
            flow.Confirm("pop3");
        }
        _isAuthenticating = false;
        if (!_pending.TryDequeue(out var answered))
        {
            return true;
        }
        var verdict = isPositive ? "+OK" : "-ERR";
        answered.Credential?.Answer(isPositive, verdict, frame);
        if (answered.Command == "AUTH")
        {
            _sasl?.Answer(isPositive, verdict, frame);
            _sasl = null;
        }
        if (!isPositive)
        {
            return true;
        }
        switch (answered.Command)
        {
            case "RETR":
                _isInList = true;
                _files = new MimeFiles(flow.Files, "POP3", Side.Responder);
                _message = new MimeReader(_files, _entities)
                {
                    Body = new MessageBody(flow.Files, "POP3", Side.Responder),
                };
                break;
            case "LIST" or "UIDL" or "CAPA" or "TOP":
                _isInList = true;
                break;
            case "STLS":
                _isOver = true;
                flow.HandOver(Side.Responder, bytes);
                return false;
            default:
                break;
        }
        return true;
    }

    private void OnListLine(ReadOnlySpan<byte> part, bool isStart, bool isEnd, FrameStamp frame)
    {
        if (isStart && part is [(byte)'.', ..])
        {
            if (isEnd && part.Length == 1)
            {
                _isInList = false;
                EndMessage(frame);
                return;
            }
            part = part[1..];
        }
        _message?.Line(part, isStart, isEnd, frame);
    }

    private void EndMessage(FrameStamp frame)
    {
        if (_message is { } message)
        {
            message.End(frame);
            _entities = message.LastOrdinal;
            _message = null;
        }
    }
}
