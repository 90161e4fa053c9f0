using System.Buffers.Binary;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Mysql;

/// <summary>
/// One MySQL session: a row for the login and one a command, written when the outcome is known or the next command comes.
/// Rows of result sets are passed over.
/// </summary>
internal sealed class MysqlAnalyzer(FlowContext flow) : IFlowAnalyzer
{
    private const byte Ok = 0x00;
    private const byte LocalFile = 0xFB;
    private const byte EndOfResults = 0xFE;
    private const byte Error = 0xFF;

    /// <summary>An EOF packet is shorter; longer ones that begin alike are rows with a huge first field.</summary>
    private const int MaxEofBytes = 8;

    private enum State
    {
        Greeting,
        Login,
        Authentication,
        Command,
        Lost,
    }

    private enum Answer
    {
        None,
        First,
        Columns,
        Rows,
    }

    private readonly MysqlPacketReader _client = new();
    private readonly MysqlPacketReader _server = new();
    private readonly MysqlShown? _shown = flow.IsShown ? new MysqlShown(flow) : null;
    private State _state;
    private Answer _answer;
    private uint _capabilities;
    private readonly MysqlLogon _logon = new(flow);
    private MysqlRecord? _record;
    private bool _isOver;

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        var reader = side == Side.Originator ? _client : _server;
        while (!_isOver && _state != State.Lost && reader.TryRead(ref bytes, out var payload))
        {
            _shown?.Take(side, reader.Packet, reader.Length);
            if (side == Side.Responder)
            {
                OnServerPacket(payload, reader.Length, frame);
            }
            else if (OnClientPacket(payload, reader.Sequence, frame))
            {
                _isOver = true;
                flow.HandOver(side, bytes);
            }
        }
    }

    public void OnGap(Side side, long bytes, FrameStamp frame)
    {
        if (!(side == Side.Originator ? _client : _server).Skip(bytes))
        {
            _state = State.Lost;
        }
    }

    public void OnEnd(Side side, FrameStamp frame) { }

    public void OnDone() => Write();

    /// <summary>True when TLS follows.</summary>
    private bool OnClientPacket(ReadOnlySpan<byte> payload, byte sequence, FrameStamp frame)
    {
        if (_state == State.Login)
        {
            if (!MysqlLogin.TryParse(payload, out var login))
            {
                _state = State.Lost;
                flow.Weird("mysql_unreadable_login", source: "MYSQL");
                return false;
            }
            flow.Confirm("mysql");
            _capabilities &= login.Capabilities;
            if (login.IsTlsRequest)
            {
                return true;
            }
            var user = ZeekText.Decode(payload[login.User]);
            Begin("login", user, frame);
            _logon.OnLogin(user, login.Plugin, payload[login.Proof], frame);
            _state = State.Authentication;
        }
        else if (_state == State.Authentication)
        {
            _logon.OnProof(payload, frame);
        }
        else if (_state == State.Command && sequence == 0 && !payload.IsEmpty)
        {
            OnCommand(payload, frame);
        }
        return false;
    }

    private void OnCommand(ReadOnlySpan<byte> payload, FrameStamp frame)
    {
        var command = payload[0];
        var argument = payload[1..];
        if (command == MysqlCommand.ChangeUser)
        {
            // What follows the name proves the password.
            var end = argument.IndexOf((byte)0);
            var proof = end < 0 ? default : argument[(end + 1)..];
            argument = end < 0 ? argument : argument[..end];
            _logon.OnChangeUser(ZeekText.Decode(argument), proof, frame);
        }
        else if (command == MysqlCommand.Query && (_capabilities & MysqlAttributes.Capability) != 0)
        {
            argument = MysqlAttributes.Skip(argument);
        }
        Begin(MysqlCommand.NameOf(command), ZeekText.Decode(FirstPart(command, argument)), frame);
        _answer = Answer.First;
        if (command == MysqlCommand.Quit)
        {
            Write();
        }
        else if (command == MysqlCommand.ChangeUser)
        {
            _state = State.Authentication;
        }
        else if (command == MysqlCommand.FieldList)
        {
            _answer = Answer.Rows;
        }
    }

    /// <summary>Without the NUL at the end; a list of fields is asked for with the table, a NUL and a pattern.</summary>
    private static ReadOnlySpan<byte> FirstPart(byte command, ReadOnlySpan<byte> argument)
    {
        var end = command == MysqlCommand.FieldList ? argument.IndexOf((byte)0) : -1;
        return end >= 0 ? argument[..end]
            : argument is [.., 0] ? argument[..^1]
            : argument;
    }

    private void OnServerPacket(ReadOnlySpan<byte> payload, int length, FrameStamp frame)
    {
        if (payload.IsEmpty)
        {
            return;
        }
        if (_record is { } record)
        {
            record.LastFrame = Math.Max(record.LastFrame, frame.Number);
        }
        switch (_state)
        {
            case State.Greeting:
                if (!MysqlGreeting.TryParse(payload, out var greeting))
                {
                    flow.Reject("not a greeting");
                    _state = State.Lost;
                    return;
                }
                _capabilities = greeting.Capabilities;
                _state = State.Login;
                break;
            case State.Authentication when payload[0] == Ok:
                _logon.OnVerdict(true, frame);
                Succeed(payload);
                // Compressed packets are framed in another way.
                _state = (_capabilities & MysqlLogin.Compress) != 0 ? State.Lost : State.Command;
                break;
            case State.Authentication when payload[0] == Error:
                _logon.OnVerdict(false, frame);
                Fail(payload);
                _state = State.Command;
                break;
            case State.Authentication when payload[0] == EndOfResults:
                _logon.OnSwitch(payload);
                break;
            case State.Command:
                OnAnswer(payload, length);
                break;
            default:
                break;
        }
    }

    private void OnAnswer(ReadOnlySpan<byte> payload, int length)
    {
        var isEof = payload[0] == EndOfResults && (length <= MaxEofBytes || IsEofDeprecated);
        switch (_answer)
        {
            case Answer.First when payload[0] == Ok:
                Succeed(payload);
                _answer = Answer.None;
                break;
            case Answer.First or Answer.Columns or Answer.Rows when payload[0] == Error:
                Fail(payload);
                _answer = Answer.None;
                break;
            case Answer.First when payload[0] == LocalFile:
                break; // the client sends a file, then the server an OK
            case Answer.First when isEof:
                _answer = Answer.None;
                break;
            case Answer.First:
                _answer = IsEofDeprecated ? Answer.Rows : Answer.Columns;
                break;
            case Answer.Columns when isEof:
                _answer = Answer.Rows;
                break;
            case Answer.Rows when isEof:
                if (_record is { } record)
                {
                    (record.IsSuccess, record.Rows) = (true, 0);
                }
                Write();
                _answer = Answer.None;
                break;
            default:
                break;
        }
    }

    private bool IsEofDeprecated => (_capabilities & MysqlLogin.DeprecateEof) != 0;

    private void Begin(string command, string argument, FrameStamp frame)
    {
        Write();
        _record = new MysqlRecord
        {
            Timestamp = frame.Time,
            Uid = flow.Uid,
            Id = flow.Id,
            FirstFrame = frame.Number,
            LastFrame = frame.Number,
            Command = command,
            Argument = argument,
        };
    }

    /// <summary>An OK packet: the header, then changed rows as a length-encoded number.</summary>
    private void Succeed(ReadOnlySpan<byte> payload)
    {
        if (_record is { } record)
        {
            (record.IsSuccess, record.Rows) = (true, ReadNumber(payload[1..]));
        }
        Write();
    }

    /// <summary>An ERR packet: the header, a code, since 4.1 <c>#</c> and five letters of SQL state, the message.</summary>
    private void Fail(ReadOnlySpan<byte> payload)
    {
        if (_record is { } record)
        {
            var message = payload.Length > 3 ? payload[3..] : default;
            message = message is [(byte)'#', _, _, _, _, _, ..] ? message[6..] : message;
            (record.IsSuccess, record.Response) = (false, ZeekText.Decode(message));
        }
        Write();
    }

    private static long ReadNumber(ReadOnlySpan<byte> bytes) =>
        bytes switch
        {
            [< 0xFB, ..] => bytes[0],
            [0xFC, _, _, ..] => BinaryPrimitives.ReadUInt16LittleEndian(bytes[1..]),
            [0xFD, _, _, _, ..] => bytes[1] | bytes[2] << 8 | bytes[3] << 16,
            [0xFE, _, _, _, _, _, _, _, _, ..] => Math.Max(0, BinaryPrimitives.ReadInt64LittleEndian(bytes[1..])),
            _ => 0,
        };

    private void Write()
    {
        if (_record is { } record)
        {
            _record = null;
            flow.Records.Write(MysqlRecord.Table, record);
        }
    }
}
