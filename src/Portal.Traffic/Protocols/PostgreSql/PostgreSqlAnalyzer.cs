using System.Buffers.Binary;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.PostgreSql;

/// <summary>
/// One PostgreSQL session: rows for the request for TLS, the start with its authentication, and each statement with its
/// outcome. Passwords and what proves them are noted as credentials and not kept.
/// </summary>
internal sealed class PostgreSqlAnalyzer(FlowContext flow) : IFlowAnalyzer
{
    /// <summary>A startup message is refused beyond 10,000 bytes.</summary>
    private const int MaxStartupBytes = 16 * 1024;

    private readonly PostgreSqlMessageReader _client = new();
    private readonly PostgreSqlMessageReader _server = new();
    private readonly List<byte> _start = [];
    private IReadOnlyDictionary<string, string> _parameters = new Dictionary<string, string>();
    private readonly PostgreSqlLogon _logon = new(flow);
    private PostgreSqlRecord? _record;
    private uint _awaited; // the request that a lone letter will answer
    private bool _hasStarted;
    private bool _isOver;
    private long _rows;

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (_isOver)
        {
            return;
        }
        if (side == Side.Originator && !_hasStarted)
        {
            TakeStart(ref bytes, frame);
        }
        if (side == Side.Responder && _awaited != 0)
        {
            if (TakeLetter(ref bytes, frame))
            {
                _isOver = true;
                flow.HandOver(side, bytes);
            }
        }
        if (_isOver || (side == Side.Originator && !_hasStarted))
        {
            return;
        }
        var reader = side == Side.Originator ? _client : _server;
        while (!_isOver && reader.TryRead(ref bytes, out var body))
        {
            flow.Show(PostgreSqlFields.Add, side, reader.Message, flow.IsShown ? _logon.Asked : null);
            if (side == Side.Originator)
            {
                OnFrontend(reader.Type, body, frame);
            }
            else
            {
                OnBackend(reader.Type, body, frame);
            }
        }
        _isOver |= reader.IsBroken;
    }

    public void OnGap(Side side, long bytes, FrameStamp frame) =>
        _isOver |= !(side == Side.Originator ? _client : _server).Skip(bytes);

    public void OnEnd(Side side, FrameStamp frame) { }

    public void OnDone() => Write();

    private void TakeStart(ref ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        _start.AddRange(bytes[..Math.Min(bytes.Length, MaxStartupBytes - _start.Count)]);
        bytes = default;
        var held = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_start);
        var isParsed = PostgreSqlStartup.TryParse(held, out var startup);
        if (isParsed != true)
        {
            if (isParsed == false)
            {
                _isOver = true;
                flow.Reject("not a startup message");
            }
            return;
        }
        flow.Confirm("postgresql");
        flow.Show(PostgreSqlFields.AddStartup, Side.Originator, held[..startup.Length]);
        switch (startup.Code)
        {
            case PostgreSqlStartup.SslRequest:
                _awaited = startup.Code;
                Begin("ssl_request", null, frame);
                break;
            case PostgreSqlStartup.GssRequest:
                _awaited = startup.Code;
                break;
            case PostgreSqlStartup.CancelRequest:
                _isOver = true; // what follows in it is a secret that cancels a statement
                break;
            default:
                _hasStarted = true;
                _parameters = startup.Parameters;
                Begin("startup", null, frame);
                break;
        }
        _start.RemoveRange(0, startup.Length);
        if (_start.Count > 0 && !_isOver && _awaited == 0)
        {
            bytes = _start.ToArray();
        }
    }

    /// <summary>The server answers a request for encryption with one letter. True when TLS follows.</summary>
    private bool TakeLetter(ref ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        var letter = bytes[0];
        bytes = bytes[1..];
        var isSsl = _awaited == PostgreSqlStartup.SslRequest;
        _awaited = 0;
        if (!isSsl)
        {
            _isOver = letter == 'G'; // encrypted from here on
            return false;
        }
        if (_record is { } record)
        {
            record.IsSuccess = letter == 'S';
            (record.Backend, record.BackendArgument) = ("ssl_reply", ZeekText.Decode([letter]));
            record.LastFrame = Math.Max(record.LastFrame, frame.Number);
        }
        Write();
        return letter == 'S';
    }

    private void OnFrontend(byte type, ReadOnlySpan<byte> body, FrameStamp frame)
    {
        switch ((char)type)
        {
            case 'Q':
                Begin("simple_query", Text(body), frame);
                break;
            case 'P':
                // Parse: the name of the statement, then the statement.
                var name = body.IndexOf((byte)0);
                Begin("parse", name < 0 ? null : Text(body[(name + 1)..]), frame);
                break;
            case 'p':
                _logon.OnPassword(_parameters.GetValueOrDefault("user"), body, frame);
                break;
            case 'X':
                Begin("terminate", null, frame);
                Write();
                break;
            default:
                break;
        }
    }

    private void OnBackend(byte type, ReadOnlySpan<byte> body, FrameStamp frame)
    {
        if (_record is not { } record)
        {
            return;
        }
        record.LastFrame = Math.Max(record.LastFrame, frame.Number);
        switch ((char)type)
        {
            case 'R' when body.Length >= 4:
                var method = BinaryPrimitives.ReadUInt32BigEndian(body);
                _logon.OnMethod(method, frame);
                OnAuthentication(record, method);
                break;
            case 'D':
                _rows++;
                break;
            case 'E':
                _logon.OnError(frame);
                (record.Backend, record.BackendArgument) = ("error", PostgreSqlNames.Fields(body));
                record.IsSuccess = false;
                break;
            case 'N':
                record.BackendArgument = PostgreSqlNames.Fields(body);
                break;
            case 'Z' when record.Frontend != "startup":
                record.IsSuccess ??= true;
                record.Rows = _rows;
                Write();
                break;
            default:
                break;
        }
    }

    private void OnAuthentication(PostgreSqlRecord record, uint method)
    {
        if (method != 0)
        {
            const int MaxMethods = 128;
            var name = PostgreSqlNames.AuthenticationOf(method);
            record.BackendArgument =
                record.BackendArgument is null ? name
                : record.BackendArgument.Length < MaxMethods ? $"{record.BackendArgument},{name}"
                : record.BackendArgument;
            return;
        }
        (record.Backend, record.IsSuccess) = ("auth_ok", true);
        Write();
    }

    private void Begin(string frontend, string? argument, FrameStamp frame)
    {
        Write();
        _rows = 0;
        _record = new PostgreSqlRecord
        {
            Timestamp = frame.Time,
            Uid = flow.Uid,
            Id = flow.Id,
            FirstFrame = frame.Number,
            LastFrame = frame.Number,
            User = _parameters.GetValueOrDefault("user"),
            Database = _parameters.GetValueOrDefault("database"),
            ApplicationName = _parameters.GetValueOrDefault("application_name"),
            Frontend = frontend,
            FrontendArgument = argument,
        };
    }

    private void Write()
    {
        if (_record is { } record)
        {
            _record = null;
            flow.Records.Write(PostgreSqlRecord.Table, record);
        }
    }

    private static string Text(ReadOnlySpan<byte> body)
    {
        var end = body.IndexOf((byte)0);
        return ZeekText.Decode(end < 0 ? body : body[..end]);
    }
}
