using System.Buffers.Text;
using System.Globalization;
using Portal.Traffic.Mime;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Smtp;

/// <summary>One SMTP session: a row a message, written when the server has answered its end.</summary>
internal sealed class SmtpAnalyzer(FlowContext flow) : IFlowAnalyzer
{
    /// <summary>RFC 5321 §4.5.3.1 allows 1000 bytes a line; longer lines of messages pass in parts.</summary>
    private const int MaxLineBytes = 16 * 1024;

    /// <summary>Commands sent ahead of their replies (RFC 2920).</summary>
    private const int MaxPending = 1000;

    private const string EndOfMessage = ".";
    private const string LogonWord = "=";

    // RFC 4954 §4
    private const int LoggedOn = 235;
    private const int Challenge = 334;

    private enum State
    {
        Command,
        Message,
        Chunk,
    }

    private readonly LineReader[] _lines = [new(MaxLineBytes), new(MaxLineBytes)];
    private readonly LineReader _chunkLines = new(MaxLineBytes);
    private readonly Queue<string> _pending = [];
    private SaslExchange? _sasl;
    private State _state;
    private long _chunkLeft;
    private bool _isLastChunk;
    private SmtpTransaction? _transaction;
    private MimeReader? _message;
    private string? _helo;
    private long _messages;
    private int _entities;
    private bool _isConfirmed;
    private bool _isOver;
    private ShownLines? _shown;

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (side == Side.Originator)
        {
            while (!_isOver && !bytes.IsEmpty && TakeFromClient(ref bytes, frame)) { }
            _message?.Flush();
            return;
        }
        if (flow.IsShown && !_isOver)
        {
            (_shown ??= new ShownLines(flow, SmtpFields.AddReplies)).Take(side, bytes);
        }
        while (!_isOver && _lines[(int)side].TryRead(ref bytes, out var line))
        {
            if (SmtpReply.TryParse(line, out var reply) && OnReply(line, reply, frame))
            {
                _isOver = true;
                flow.HandOver(side, bytes);
            }
        }
    }

    public void OnGap(Side side, long bytes, FrameStamp frame)
    {
        _lines[(int)side].Lose();
        if (side == Side.Responder)
        {
            _shown?.Lose(side);
            _pending.Clear(); // which reply answers what is not known any more
            _sasl = null;
            return;
        }
        if (_state == State.Chunk)
        {
            _chunkLines.Lose();
            var inside = Math.Min(bytes, _chunkLeft);
            _message?.Gap(inside, frame);
            Advance(inside, frame);
        }
        else if (_state == State.Message)
        {
            _message?.Gap(bytes, frame);
        }
    }

    public void OnEnd(Side side, FrameStamp frame)
    {
        if (side == Side.Originator)
        {
            EndMessage(frame);
        }
    }

    public void OnDone()
    {
        if (_message is not null)
        {
            _message.Flush();
            _transaction?.Abandon(flow.Now);
            EndMessage(flow.Now);
        }
        Write();
        _transaction = null;
    }

    private bool TakeFromClient(ref ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        switch (_state)
        {
            case State.Chunk:
                var chunk = bytes[..(int)Math.Min(bytes.Length, _chunkLeft)];
                bytes = bytes[chunk.Length..];
                var length = chunk.Length;
                while (_chunkLines.TryReadPart(ref chunk, out var piece, out var isStart, out var isEnd))
                {
                    _message?.Line(piece, isStart, isEnd, frame);
                }
                Advance(length, frame);
                return true;
            case State.Message:
                if (!_lines[0].TryReadPart(ref bytes, out var part, out var isFirst, out var isLast))
                {
                    return false;
                }
                OnMessageLine(part, isFirst, isLast, frame);
                return true;
            default:
                if (!_lines[0].TryRead(ref bytes, out var line))
                {
                    return false;
                }
                flow.Show(SmtpFields.AddCommand, Side.Originator, line, _sasl);
                OnCommand(line, frame);
                return true;
        }
    }

    private void OnCommand(ReadOnlySpan<byte> line, FrameStamp frame)
    {
        if (_sasl is { } exchange)
        {
            exchange.OnWord(line, frame); // RFC 4954 §4: until the server ends it there are no commands
            Push(LogonWord);
            return;
        }
        var command = SmtpCommand.Of(line);
        Push(IsLastChunk(command, line) ? EndOfMessage : command ?? "");
        if (command is null)
        {
            return;
        }
        if (!_isConfirmed)
        {
            _isConfirmed = true;
            flow.Confirm("smtp");
        }
        var transaction = Transaction(frame);
        var argument = SmtpCommand.Argument(line);
        switch (command)
        {
            case "HELO" or "EHLO":
                transaction.Record.Helo = _helo = ZeekText.Decode(argument);
                break;
            case "MAIL" when StartsWith(argument, "FROM:"u8):
                Write();
                transaction = Transaction(frame);
                transaction.IsActive = true;
                transaction.Record.MailFrom = SmtpAddresses.All(ZeekText.Decode(argument[5..])).FirstOrDefault();
                break;
            case "RCPT" when StartsWith(argument, "TO:"u8):
                transaction.AddRecipients(ZeekText.Decode(argument[3..]));
                break;
            case "DATA":
                _state = State.Message;
                BeginMessage(transaction);
                break;
            case "AUTH":
                _sasl = SaslExchange.Begin(flow, "smtp", argument, frame);
                break;
            case "BDAT":
                BeginChunk(transaction, argument, frame);
                break;
            default:
                break;
        }
        transaction.Record.LastFrame = Math.Max(transaction.Record.LastFrame, frame.Number);
    }

    /// <summary>RFC 3030 §2: <c>BDAT size [LAST]</c>, then that many bytes.</summary>
    private void BeginChunk(SmtpTransaction transaction, ReadOnlySpan<byte> argument, FrameStamp frame)
    {
        if (!Utf8Parser.TryParse(argument, out long size, out _) || size < 0)
        {
            flow.Weird("smtp_invalid_bdat_command", source: "SMTP");
            return;
        }
        if (_message is null)
        {
            BeginMessage(transaction);
        }
        (_state, _chunkLeft) = (State.Chunk, size);
        _isLastChunk = IsLastChunk("BDAT", argument);
        if (size == 0)
        {
            Advance(0, frame);
        }
    }

    private static bool IsLastChunk(string? command, ReadOnlySpan<byte> line) =>
        command == "BDAT"
        && line.Length > 4
        && System.Text.Ascii.EqualsIgnoreCase(
            line.TrimEnd((byte)' ')[Math.Max(0, line.TrimEnd((byte)' ').Length - 4)..],
            "LAST"
        );

    private void Advance(long bytes, FrameStamp frame)
    {
        _chunkLeft -= bytes;
        if (_chunkLeft > 0)
        {
            return;
        }
        _state = State.Command;
        if (_isLastChunk)
        {
            EndMessage(frame);
        }
    }

    private void OnMessageLine(ReadOnlySpan<byte> part, bool isStart, bool isEnd, FrameStamp frame)
    {
        if (isStart && part is [(byte)'.', ..])
        {
            if (isEnd && part.Length == 1)
            {
                Push(EndOfMessage);
                EndMessage(frame);
                return;
            }
            part = part[1..]; // RFC 5321 §4.5.2
        }
        _message?.Line(part, isStart, isEnd, frame);
    }

    private void BeginMessage(SmtpTransaction transaction) =>
        _message = new MimeReader(transaction, _entities)
        {
            Body = new MessageBody(flow.Files, "SMTP", Side.Originator),
        };

    private void EndMessage(FrameStamp frame)
    {
        if (_message is not { } message)
        {
            return;
        }
        if (_state == State.Chunk || _isLastChunk)
        {
            // A chunk need not end with a line end.
            message.Line(_chunkLines.Pending, isStart: true, isEnd: false, frame);
            _chunkLines.Lose();
        }
        message.End(frame);
        _entities = message.LastOrdinal;
        _message = null;
        _isLastChunk = false;
        _state = State.Command;
        if (_transaction is { } transaction)
        {
            transaction.Record.LastFrame = Math.Max(transaction.Record.LastFrame, frame.Number);
        }
    }

    /// <summary>True when what follows is TLS.</summary>
    private bool OnReply(ReadOnlySpan<byte> line, SmtpReply reply, FrameStamp frame)
    {
        var transaction = Transaction(frame);
        var text = ZeekText.Decode(line[reply.TextStart..]);
        transaction.Record.LastReply = string.Create(CultureInfo.InvariantCulture, $"{reply.Code} {text}");
        transaction.Record.LastFrame = Math.Max(transaction.Record.LastFrame, frame.Number);
        if (reply.IsContinued)
        {
            return false;
        }
        _pending.TryDequeue(out var command);
        switch (command)
        {
            case "AUTH" or LogonWord when reply.Code == Challenge:
                _sasl?.OnChallenge(line[reply.TextStart..], frame);
                break;
            case "AUTH" or LogonWord:
                // RFC 4954 §6: 4xx is a server that cannot judge now.
                _sasl?.Answer(reply.Code is >= 400 and < 500 ? null : reply.Code == LoggedOn, $"{reply.Code}", frame);
                _sasl = null;
                break;
            case EndOfMessage:
                _messages++;
                Write();
                Transaction(frame);
                break;
            case "DATA" when reply.Code >= 400 && _state == State.Message:
                // Refused: the client goes on with commands.
                _state = State.Command;
                _message = null;
                break;
            case "STARTTLS" or "X-ANONYMOUSTLS" when reply.Code == 220:
                transaction.Record.IsTls = true;
                transaction.IsActive = true;
                return true;
            default:
                break;
        }
        return false;
    }

    private SmtpTransaction Transaction(FrameStamp frame) =>
        _transaction ??= new SmtpTransaction(flow, _messages + 1, _helo, frame);

    private void Write()
    {
        if (_transaction is not { IsActive: true } transaction)
        {
            return;
        }
        flow.Records.Write(SmtpRecord.Table, transaction.Record);
        _transaction = null;
    }

    private void Push(string command)
    {
        if (_pending.Count < MaxPending)
        {
            _pending.Enqueue(command);
        }
    }

    private static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) =>
        text.Length >= word.Length && System.Text.Ascii.EqualsIgnoreCase(text[..word.Length], word);
}
