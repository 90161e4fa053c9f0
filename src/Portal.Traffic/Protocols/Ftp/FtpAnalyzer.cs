using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using Portal.Traffic.Credentials;
using Portal.Traffic.Files;
using Portal.Traffic.Packets;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Ftp;

/// <summary>
/// A control connection: pairs commands with replies into <c>ftp</c> records and announces the data connections. As in Zeek
/// a row is written when the next command comes or the session ends, and only for commands that move files or open data
/// connections; a session without any gets one row for its last command.
/// </summary>
internal sealed partial class FtpAnalyzer : IFlowAnalyzer
{
    /// <summary>Servers refuse lines beyond 512 to 8192 bytes.</summary>
    private const int MaxLineBytes = 8 * 1024;

    /// <summary>Commands that wait for a reply; nobody pipelines more.</summary>
    private const int MaxPending = 20;

    private const string Hidden = "<hidden>";
    private const string NoUser = "<unknown>";

    private static readonly FrozenSet<string> s_logged = FrozenSet.Create(
        StringComparer.Ordinal,
        "APPE DELE RETR STOR STOU ACCT PORT PASV EPRT EPSV".Split(' ')
    );
    private static readonly FrozenSet<string> s_onFiles = FrozenSet.Create(
        StringComparer.Ordinal,
        "APPE CWD DELE MKD RETR RMD RNFR RNTO STOR STOU REST SIZE MDTM".Split(' ')
    );
    private static readonly FrozenSet<string> s_guests = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "anonymous",
        "ftp",
        "ftpuser",
        "guest"
    );

    private readonly FlowContext _flow;
    private readonly LineReader[] _lines = [new(MaxLineBytes), new(MaxLineBytes)];
    private readonly List<FtpPending> _pending = [];
    private FtpPending? _answered;
    private string _user = NoUser;
    private bool _hasPassword;
    private string? _guestPassword;
    private string _directory = FtpPath.Unknown;
    private int? _replyCode;
    private string? _replyMessage;
    private int _continued;
    private long? _fileSize;
    private string? _mimeType;
    private string? _fuid;
    private (bool IsPassive, IpAddress Originator, IpAddress Responder, int Port)? _channel;
    private long _lastFrame;
    private bool _hasBegun;
    private bool _hasWritten;
    private bool _isConfirmed;
    private bool _isOver;
    private ShownLines? _shown;

    public FtpAnalyzer(FlowContext flow) => _flow = flow;

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (_flow.IsShown && !_isOver)
        {
            (_shown ??= new ShownLines(_flow, FtpFields.Add)).Take(side, bytes);
        }
        while (!_isOver && _lines[(int)side].TryRead(ref bytes, out var line))
        {
            line = WithoutNuls(line);
            _lastFrame = Math.Max(_lastFrame, frame.Number);
            if (side == Side.Originator)
            {
                OnCommand(line, frame);
            }
            else if (OnReply(line, frame))
            {
                _isOver = true;
                _flow.HandOver(side, bytes);
            }
        }
    }

    public void OnGap(Side side, long bytes, FrameStamp frame)
    {
        _lines[(int)side].Lose();
        _shown?.Lose(side);
    }

    public void OnEnd(Side side, FrameStamp frame) { }

    public void OnDone()
    {
        var last = _answered ?? (_pending.Count > 0 ? _pending[^1] : null);
        foreach (var command in _pending)
        {
            if (s_logged.Contains(command.Command))
            {
                Finish(command);
            }
        }
        if (!_hasWritten && last is not null)
        {
            Write(last);
        }
        _pending.Clear();
    }

    /// <summary>A data connection carries a file: it belongs to the command that is under way.</summary>
    public void OnFile(TransferredFile file)
    {
        _fuid = file.Fuid;
        // The type of a short file is judged when its connection is over; then it counts for whatever command that is.
        file.Judged = judged => _mimeType = judged.MimeType ?? _mimeType;
    }

    private void OnCommand(ReadOnlySpan<byte> line, FrameStamp frame)
    {
        if (!FtpCommandLine.TryParse(line, out var parsed))
        {
            return;
        }
        if (!_isConfirmed)
        {
            _isConfirmed = true;
            _flow.Confirm("ftp");
        }
        if (_answered is { } answered && _replyCode is not null)
        {
            _pending.Remove(answered);
            Finish(answered);
        }
        _hasBegun = true;
        var argument = ZeekText.Decode(line[parsed.Argument]);
        if (_pending.Count == MaxPending)
        {
            _flow.Weird("FTP_too_many_pending_commands");
            return;
        }
        Credential? credential = null;
        if (parsed.Command == "PASS")
        {
            credential = Note(line[parsed.Argument], frame);
            _hasPassword = true;
            // Zeek shows what guests give, mostly an address of theirs, but sometimes a password that they use elsewhere.
            _guestPassword = s_guests.Contains(_user)
                ? SecretMask.Of(SecretKinds.Password, line[parsed.Argument])
                : null;
            argument = _guestPassword ?? Hidden;
        }
        _pending.Add(new FtpPending(parsed.Command, argument, frame) { Credential = credential });
        switch (parsed.Command)
        {
            case "USER":
                _user = argument;
                break;
            case "PORT" when FtpAddress.TryParseNumbers(line[parsed.Argument], out var address):
            case "EPRT" when FtpAddress.TryParseExtended(line[parsed.Argument], out address):
                Announce(isPassive: false, address);
                break;
            default:
                break;
        }
    }

    private Credential Note(ReadOnlySpan<byte> password, FrameStamp frame) =>
        _flow.Note(
            new SeenSecret
            {
                Protocol = "ftp",
                Kind = SecretKinds.Password,
                User = _user == NoUser ? null : _user,
                Context = s_guests.Contains(_user) ? "guest" : null,
                Bytes = password,
                Frame = frame,
            }
        );

    /// <summary>True when what follows is TLS.</summary>
    private bool OnReply(ReadOnlySpan<byte> line, FrameStamp frame)
    {
        var isReply = FtpReply.TryParse(line, out var reply);
        if (_continued != 0 && (!isReply || reply.Code != _continued))
        {
            return false; // a line in the middle of a reply (RFC 959 §4.2)
        }
        if (!isReply)
        {
            return false;
        }
        if (!_hasBegun)
        {
            _hasBegun = true;
            _pending.Add(new FtpPending(FtpPending.Greeting, "", frame));
        }
        _continued = reply.IsContinued ? reply.Code : 0;
        var text = line[Math.Min(reply.TextStart, line.Length)..];
        _replyMessage = ZeekText.Decode(text);
        _replyCode = reply.Code;
        var command = FtpPending.Match(_pending, reply.Code, _replyMessage);
        _answered = command;
        if (reply.IsContinued || command is null)
        {
            return false;
        }
        if (command.Credential is { } credential)
        {
            // RFC 959 §5.4: 332 asks for an account behind a right password, 202 wants none; 430 is common beside 530.
            bool? isAccepted =
                reply.Code is 230 or 202 or 332 ? true
                : reply.Code is 430 or 530 ? false
                : null;
            credential.Answer(isAccepted, $"{reply.Code}", frame);
        }
        ReadReply(command, reply.Code, text);
        if (_pending.Count > 1)
        {
            // Several are under way: the next command is not the answer's neighbour.
            _pending.Remove(command);
            Finish(command);
        }
        // RFC 4217 §4: what comes after the reply is the TLS handshake.
        return command.Command == "AUTH" && reply.Code == 234;
    }

    private void ReadReply(FtpPending command, int code, ReadOnlySpan<byte> text)
    {
        switch (command.Command, code)
        {
            case ("RETR", 150):
            case ("SIZE", 213):
                _fileSize = LastNumber(_replyMessage!);
                break;
            case (_, 227) when FtpAddress.TryParseNumbers(text, out var address):
            case (_, 229) when FtpAddress.TryParseExtended(text, out address):
                Announce(isPassive: true, address);
                break;
            case ("CWD" or "XCWD", 250):
                _directory = FtpPath.Join(_directory, command.Argument);
                break;
            case ("CDUP" or "XCUP", 200 or 250):
                _directory = FtpPath.Join(_directory, "..");
                break;
            case ("PWD" or "XPWD", 257) when FtpPath.Quoted(_replyMessage!) is { } directory:
                _directory = directory;
                break;
            default:
                break;
        }
    }

    private void Announce(bool isPassive, FtpAddress address)
    {
        var originator = isPassive ? _flow.OriginatorAddress : _flow.ResponderAddress;
        var responder = address.Host ?? (isPassive ? _flow.ResponderAddress : _flow.OriginatorAddress);
        _channel = (isPassive, originator, responder, address.Port);
        _flow.Expect(
            new ExpectedFlow(originator, responder, address.Port, "ftp-data", data => new FtpDataAnalyzer(data, this))
        );
    }

    /// <summary>A command is over: its row, if it has one, and a clean slate for the next.</summary>
    private void Finish(FtpPending command)
    {
        if (s_logged.Contains(command.Command))
        {
            Write(command);
        }
        if (ReferenceEquals(_answered, command))
        {
            _answered = null;
            _replyCode = null;
            _replyMessage = null;
        }
        (_mimeType, _fileSize, _channel, _fuid) = (null, null, null, null);
    }

    private void Write(FtpPending command)
    {
        _hasWritten = true;
        var isAnswered = ReferenceEquals(_answered, command);
        _flow.Records.Write(
            FtpRecord.Table,
            new FtpRecord
            {
                Timestamp = command.Frame.Time,
                Uid = _flow.Uid,
                Id = _flow.Id,
                FirstFrame = command.Frame.Number,
                LastFrame = Math.Max(command.Frame.Number, _lastFrame),
                User = _user,
                Password = _hasPassword ? _guestPassword ?? Hidden : null,
                Command = command.Command,
                Argument = ArgumentOf(command),
                MimeType = _mimeType,
                FileSize = _fileSize,
                ReplyCode = isAnswered ? _replyCode : null,
                ReplyMessage = isAnswered ? _replyMessage : null,
                IsPassive = _channel?.IsPassive,
                DataOriginator = _channel?.Originator.ToString(),
                DataResponder = _channel?.Responder.ToString(),
                DataPort = _channel?.Port,
                Fuid = _fuid,
            }
        );
    }

    private string? ArgumentOf(FtpPending command)
    {
        if (!s_onFiles.Contains(command.Command))
        {
            return command.Argument.Length == 0 ? null : command.Argument;
        }
        var host = _flow.ResponderAddress.IsIpv4 ? _flow.Id.ResponderHost : $"[{_flow.Id.ResponderHost}]";
        var path = command.Argument is ['/', ..]
            ? command.Argument
            : '/' + FtpPath.Join(_directory, command.Argument).TrimStart('/');
        return $"ftp://{host}{path}";
    }

    /// <summary>The last number of a text, as servers put the size behind the name: <c>a.zip (1048576 bytes)</c>; 0, as in Zeek, without one.</summary>
    private static long LastNumber(string text)
    {
        var match = DigitsAtTheRight().Match(text);
        return long.TryParse(match.ValueSpan, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    private static ReadOnlySpan<byte> WithoutNuls(ReadOnlySpan<byte> line) =>
        line.Contains((byte)0) ? line.ToArray().Where(octet => octet != 0).ToArray() : line;

    [GeneratedRegex("[0-9]+", RegexOptions.RightToLeft, 1000)]
    private static partial Regex DigitsAtTheRight();
}
