using System.Text;
using Portal.Traffic.Files;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Irc;

/// <summary>
/// One IRC session: a row for each NICK, USER and JOIN of the client, and one for each file that is sent from client to
/// client. As in Zeek a row keeps what the one before it said where the command says nothing itself.
/// </summary>
internal sealed class IrcAnalyzer(FlowContext flow) : IFlowAnalyzer
{
    /// <summary>RFC 2812 §2.3 allows 512 bytes, IRCv3 8191 of tags before.</summary>
    private const int MaxLineBytes = 16 * 1024;

    /// <summary>Channels in one JOIN; servers allow 10 to 120.</summary>
    private const int MaxChannels = 200;

    private const string Hidden = "<hidden>";

    private readonly LineReader[] _lines = [new(MaxLineBytes), new(MaxLineBytes)];
    private readonly IrcLogon _logon = new(flow);
    private string? _nick;
    private string? _user;
    private string? _value;
    private string? _additional;
    private bool _isConfirmed;
    private bool _isStartingTls;
    private bool _isOver;

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        while (!_isOver && _lines[(int)side].TryRead(ref bytes, out var line))
        {
            flow.Show(IrcFields.Add, side, line);
            if (IrcMessage.TryParse(line, out var message) && OnMessage(side, line, message, frame))
            {
                _isOver = true;
                flow.HandOver(side, bytes);
            }
        }
    }

    public void OnGap(Side side, long bytes, FrameStamp frame) => _lines[(int)side].Lose();

    public void OnEnd(Side side, FrameStamp frame) { }

    public void OnDone() { }

    /// <summary>True when TLS follows (IRCv3 STARTTLS, reply 670).</summary>
    private bool OnMessage(Side side, ReadOnlySpan<byte> line, IrcMessage message, FrameStamp frame)
    {
        if (!_isConfirmed)
        {
            _isConfirmed = true;
            flow.Confirm("irc");
        }
        var command = Encoding.ASCII.GetString(line[message.Command]).ToUpperInvariant();
        var parameters = line[message.Parameters];
        if (side == Side.Originator)
        {
            _logon.OnCommand(command, parameters, _nick, frame);
        }
        else
        {
            _logon.OnReply(command, frame);
        }
        if (command is "PRIVMSG" or "NOTICE")
        {
            OnText(parameters, frame);
            return false;
        }
        if (side == Side.Responder)
        {
            return _isStartingTls && command == "670";
        }
        switch (command)
        {
            case "NICK":
                _value = Words(parameters).FirstOrDefault()?.TrimStart(':');
                Write(command, frame);
                _nick = _value;
                break;
            case "USER":
                OnUser(Words(parameters), frame);
                break;
            case "JOIN":
                OnJoin(Words(parameters), frame);
                break;
            case "STARTTLS":
                _isStartingTls = true;
                break;
            default:
                break;
        }
        return false;
    }

    /// <summary><c>USER user host server :real name</c>; Zeek drops the blanks inside the real name and sets one behind it.</summary>
    private void OnUser(string[] words, FrameStamp frame)
    {
        if (words.Length == 0)
        {
            return;
        }
        var name = string.Concat(words.Skip(3));
        _value = words[0];
        _additional = $"{words.ElementAtOrDefault(1)} {words.ElementAtOrDefault(2)} {name.TrimStart(':')} ";
        Write("USER", frame);
        _user = _value;
    }

    /// <summary><c>JOIN #a,#b key</c>.</summary>
    private void OnJoin(string[] words, FrameStamp frame)
    {
        if (words.Length == 0 || words[0].TrimStart(':').Length == 0)
        {
            flow.Weird("irc_invalid_join_line", source: "IRC");
            return;
        }
        var channels = words[0].TrimStart(':').Split(',', MaxChannels + 1);
        var keys = words.ElementAtOrDefault(1)?.Split(',', MaxChannels + 1) ?? [];
        for (var i = 0; i < Math.Min(channels.Length, MaxChannels); i++)
        {
            _value = channels[i];
            _additional = i < keys.Length && keys[i].Length > 0 ? $" with channel key: '{Hidden}'" : "";
            Write("JOIN", frame);
        }
    }

    /// <summary>A message may offer a file; the row is written when its type is known.</summary>
    private void OnText(ReadOnlySpan<byte> parameters, FrameStamp frame)
    {
        var colon = parameters.IndexOf((byte)':');
        if (
            colon < 0
            || parameters[(colon + 1)..] is not [1, ..]
            || !IrcDcc.TryParse(Encoding.UTF8.GetString(parameters[(colon + 1)..]), out var offer)
        )
        {
            return;
        }
        flow.Expect(
            new ExpectedFlow(
                null,
                offer.Address,
                offer.Port,
                "irc-dcc-data",
                data => new IrcDataAnalyzer(data, file => OnFile(file, offer, frame))
            )
        );
    }

    private void OnFile(TransferredFile file, IrcDcc offer, FrameStamp frame)
    {
        file.FileName = offer.FileName;
        file.TotalBytes = offer.Size;
        file.Judged = judged => Write("DCC", frame, offer, judged);
    }

    private void Write(string command, FrameStamp frame, IrcDcc? offer = null, TransferredFile? file = null) =>
        flow.Records.Write(
            IrcRecord.Table,
            new IrcRecord
            {
                Timestamp = frame.Time,
                Uid = flow.Uid,
                Id = flow.Id,
                FirstFrame = frame.Number,
                LastFrame = frame.Number,
                Nick = _nick,
                User = _user,
                Command = command,
                Value = _value,
                Additional = _additional,
                DccFileName = offer?.FileName,
                DccFileSize = offer?.Size,
                DccMimeType = file?.MimeType,
                Fuid = file?.Fuid,
            }
        );

    /// <summary>Words as text; control characters and bytes that are no text are escaped.</summary>
    private static string[] Words(ReadOnlySpan<byte> parameters) =>
        ZeekText.Decode(parameters).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
