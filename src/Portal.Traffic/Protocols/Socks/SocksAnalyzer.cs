using System.Globalization;
using Portal.Traffic.Credentials;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Socks;

/// <summary>One session with a proxy up to the answer to its request; what follows is handed over to whoever recognises it.</summary>
internal sealed class SocksAnalyzer(FlowContext flow) : IFlowAnalyzer
{
    /// <summary>The longest message, a login, has 513 bytes (RFC 1929 §2).</summary>
    private const int MaxHeldBytes = 1024;

    private const byte NoMethod = 0xFF;
    private const byte PasswordMethod = 2;

    private enum ClientState
    {
        Methods,
        Login,
        Request,
        Done,
    }

    private enum ServerState
    {
        Method,
        Login,
        Reply,
        Done,
    }

    private static readonly string[] s_status5 =
    [
        "succeeded",
        "general SOCKS server failure",
        "connection not allowed by ruleset",
        "Network unreachable",
        "Host unreachable",
        "Connection refused",
        "TTL expired",
        "Command not supported",
        "Address type not supported",
    ];
    private static readonly string[] s_status4 =
    [
        "succeeded",
        "general SOCKS server failure",
        "request failed because client is not running identd",
        "request failed because client's identd could not confirm the user ID string in the request",
    ];

    private readonly List<byte>[] _held =
    [
        [],
        [],
    ];
    private ClientState _client;
    private ServerState _server;
    private bool _isVersion4;
    private string? _user;
    private FrameStamp? _began;
    private SocksRecord? _record;
    private Credential? _credential;
    private bool _isOver;

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (_isOver)
        {
            return;
        }
        var held = _held[(int)side];
        if (held.Count + bytes.Length > MaxHeldBytes && _record is null)
        {
            GiveUp("more bytes than any message has");
            return;
        }
        held.AddRange(bytes);
        while (!_isOver && (side == Side.Originator ? StepClient(held, frame) : StepServer(held, frame))) { }
    }

    public void OnGap(Side side, long bytes, FrameStamp frame) => _isOver = true;

    public void OnEnd(Side side, FrameStamp frame) { }

    /// <summary>As in Zeek a request without an answer has no row.</summary>
    public void OnDone() { }

    private static ReadOnlySpan<byte> Bytes(List<byte> held) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(held);

    private bool StepClient(List<byte> held, FrameStamp frame)
    {
        var bytes = Bytes(held);
        if (bytes.IsEmpty)
        {
            return false;
        }
        switch (_client)
        {
            case ClientState.Methods when bytes[0] == 4:
                (_isVersion4, _client, _server) = (true, ClientState.Request, ServerState.Reply);
                return true;
            case ClientState.Methods:
                if (bytes.Length < 2 || bytes.Length < 2 + bytes[1])
                {
                    return false;
                }
                flow.Show(SocksFields.AddMethods, Side.Originator, bytes[..(2 + bytes[1])]);
                held.RemoveRange(0, 2 + bytes[1]);
                _client = ClientState.Request; // unless the server chooses a method with a login
                return _server != ServerState.Method;
            case ClientState.Login:
                return StepLogin(held, frame);
            case ClientState.Request when _isVersion4 || _server == ServerState.Reply:
                return StepRequest(held, frame);
            default:
                return false;
        }
    }

    /// <summary><c>01 length user length password</c> (RFC 1929 §2). The password is noted and not kept.</summary>
    private bool StepLogin(List<byte> held, FrameStamp frame)
    {
        var reader = new ByteReader(Bytes(held));
        reader.ReadByte();
        var user = reader.Take(reader.ReadByte());
        var password = reader.Take(reader.ReadByte());
        if (reader.Failed)
        {
            return false;
        }
        _began ??= frame;
        _user = ZeekText.Decode(user);
        _credential = flow.Note(
            new SeenSecret
            {
                Protocol = "socks",
                Kind = SecretKinds.Password,
                User = _user,
                Bytes = password,
                Frame = frame,
            }
        );
        flow.Show(SocksFields.AddLogin, Side.Originator, Bytes(held)[..reader.Position]);
        held.RemoveRange(0, reader.Position);
        _client = ClientState.Request;
        return false;
    }

    private bool StepRequest(List<byte> held, FrameStamp frame)
    {
        var isParsed = _isVersion4
            ? SocksRequest.TryParse4(Bytes(held), out var request)
            : SocksRequest.TryParse5(Bytes(held), out request);
        if (isParsed != true)
        {
            if (isParsed == false)
            {
                GiveUp("not a request");
            }
            return false;
        }
        flow.Show(SocksFields.AddRequest, Side.Originator, Bytes(held)[..request.Length]);
        held.RemoveRange(0, request.Length);
        var began = _began ?? frame;
        _record = new SocksRecord
        {
            Timestamp = began.Time,
            Uid = flow.Uid,
            Id = flow.Id,
            FirstFrame = began.Number,
            LastFrame = frame.Number,
            Version = request.Version,
            User = request.User ?? _user,
            RequestHost = request.Target.Host,
            RequestName = request.Target.Name,
            RequestPort = request.Target.Port,
        };
        flow.NoteProxy("SOCKS");
        _client = ClientState.Done;
        return false;
    }

    private bool StepServer(List<byte> held, FrameStamp frame)
    {
        var bytes = Bytes(held);
        switch (_server)
        {
            case ServerState.Method:
                return bytes.Length >= 2 && StepMethod(held, bytes[0], bytes[1], frame);
            case ServerState.Login when bytes.Length >= 2:
                _credential?.Answer(bytes[1] == 0, bytes[1] == 0 ? "succeeded" : "failed", frame);
                flow.Show(SocksFields.AddLogin, Side.Responder, bytes[..2]);
                held.RemoveRange(0, 2);
                _server = ServerState.Reply;
                return true;
            case ServerState.Reply when _record is { } record:
                return _isVersion4 ? StepReply4(held, record, frame) : StepReply5(held, record, frame);
            default:
                return false;
        }
    }

    private bool StepMethod(List<byte> held, byte version, byte method, FrameStamp frame)
    {
        if (version != 5)
        {
            GiveUp("not an answer to the methods");
            return false;
        }
        flow.Confirm("socks");
        flow.Show(SocksFields.AddMethods, Side.Responder, Bytes(held)[..2]);
        held.RemoveRange(0, 2);
        if (method is not (0 or PasswordMethod))
        {
            // GSSAPI and others wrap what follows in a way of their own; 0xFF refuses all.
            _isOver = true;
            if (method != NoMethod)
            {
                flow.Weird("socks5_unsupported_authentication_method", method.ToString(CultureInfo.InvariantCulture));
            }
            return false;
        }
        (_client, _server) =
            method == PasswordMethod ? (ClientState.Login, ServerState.Login) : (_client, ServerState.Reply);
        while (StepClient(_held[0], frame)) { } // what the client sent ahead
        return true;
    }

    /// <summary><c>00 status port(2) address(4)</c>.</summary>
    private bool StepReply4(List<byte> held, SocksRecord record, FrameStamp frame)
    {
        const int Granted = 0x5A;
        const int ReplyBytes = 8;
        var bytes = Bytes(held);
        if (bytes.Length < ReplyBytes)
        {
            return false;
        }
        var status = bytes[1] - Granted;
        if (bytes[0] != 0 || status is < 0 or > 5)
        {
            GiveUp("not a reply");
            return false;
        }
        flow.Confirm("socks");
        record.Status = Status(s_status4, status, bytes[1]);
        record.BoundPort = bytes[2] << 8 | bytes[3];
        record.BoundHost = SocksAddress.Text(bytes[4..8]);
        Finish(record, held, ReplyBytes, status == 0, frame);
        return false;
    }

    /// <summary>RFC 1928 §6: <c>05 status 00 type address port(2)</c>.</summary>
    private bool StepReply5(List<byte> held, SocksRecord record, FrameStamp frame)
    {
        var reader = new ByteReader(Bytes(held));
        var (version, status) = (reader.ReadByte(), reader.ReadByte());
        reader.ReadByte();
        if (!SocksAddress.TryRead(ref reader, out var bound) || (held.Count > 0 && version != 5))
        {
            GiveUp("not a reply");
            return false;
        }
        if (reader.Failed)
        {
            return false;
        }
        record.Status = Status(s_status5, status, status);
        (record.BoundHost, record.BoundName, record.BoundPort) = (bound.Host, bound.Name, bound.Port);
        Finish(record, held, reader.Position, status == 0, frame);
        return false;
    }

    private static string Status(string[] names, int index, int code) =>
        index < names.Length ? names[index] : string.Create(CultureInfo.InvariantCulture, $"unknown-{code}");

    private void Finish(SocksRecord record, List<byte> held, int length, bool isGranted, FrameStamp frame)
    {
        flow.Show(SocksFields.AddReply, Side.Responder, Bytes(held)[..length]);
        record.LastFrame = Math.Max(record.FirstFrame, frame.Number);
        flow.Records.Write(SocksRecord.Table, record);
        (_isOver, _server) = (true, ServerState.Done);
        if (!isGranted)
        {
            return;
        }
        // A client that does not wait sends ahead; then its bytes come first.
        if (_held[0].Count > 0)
        {
            flow.HandOver(Side.Originator, Bytes(_held[0]));
        }
        else
        {
            flow.HandOver(Side.Responder, Bytes(held)[length..]);
        }
    }

    private void GiveUp(string reason)
    {
        _isOver = true;
        flow.Reject(reason);
    }
}
