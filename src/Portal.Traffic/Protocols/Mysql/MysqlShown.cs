using System.Buffers.Binary;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Mysql;

/// <summary>
/// Shows each packet in the packet tree. What a server's packet is depends on those before it ("Command Phase" and "Text
/// Resultset" of the MySQL internals manual). Only made when somebody looks.
/// </summary>
internal sealed class MysqlShown(FlowContext flow)
{
    private const byte Ok = 0x00;
    private const byte LocalFile = 0xFB;
    private const byte EndOfResults = 0xFE;
    private const byte Error = 0xFF;
    private const int MaxEofBytes = 8;
    private const int MoreResults = 0x08;

    private enum Phase
    {
        Greeting,
        Login,
        Authentication,
        Command,
    }

    private enum Answer
    {
        First,
        Columns,
        Rows,
        Prepared,
        FieldList,
    }

    private MysqlSession _session = MysqlSession.Unknown;
    private Phase _phase;
    private Answer _answer;
    private ulong _columnsLeft;

    /// <param name="side">Who sent it.</param>
    /// <param name="packet">With its header.</param>
    /// <param name="length">Of the payload on the wire; the packet may be cut.</param>
    public void Take(Side side, ReadOnlySpan<byte> packet, int length)
    {
        var payload = packet[MysqlPacketReader.HeaderBytes..];
        var fields = side == Side.Originator ? OnClient(packet[3], payload) : OnServer(payload, length);
        flow.Show(fields, side, packet, _session);
    }

    private MessageFields OnClient(byte sequence, ReadOnlySpan<byte> payload)
    {
        switch (_phase)
        {
            case Phase.Login:
                _phase = Phase.Authentication;
                var login = MysqlLogin.TryParse(payload, out var read) ? read : default;
                _session = _session with { Capabilities = login.Capabilities, MariaDb = login.MariaDb };
                return MysqlHandshakeFields.AddLogin;
            case Phase.Authentication:
                return MysqlHandshakeFields.AddProof;
            case Phase.Command when sequence == 0 && !payload.IsEmpty:
                var command = payload[0];
                _session = _session with { Command = command };
                _phase = command == MysqlCommand.ChangeUser ? Phase.Authentication : Phase.Command;
                _answer = command == MysqlCommand.FieldList ? Answer.FieldList : Answer.First;
                return MysqlCommandFields.Add;
            default:
                return MysqlFields.AddOther;
        }
    }

    private MessageFields OnServer(ReadOnlySpan<byte> payload, int length)
    {
        if (_phase == Phase.Greeting)
        {
            _phase = Phase.Login;
            _session = _session with
            {
                IsMariaDb = MysqlGreeting.TryParse(payload, out var greeting) && greeting.IsMariaDb,
            };
            return MysqlHandshakeFields.AddGreeting;
        }
        if (payload.IsEmpty)
        {
            return MysqlFields.AddOther;
        }
        if (_phase == Phase.Authentication)
        {
            _phase = payload[0] is Ok or Error ? Phase.Command : _phase;
            return payload[0] switch
            {
                Ok => MysqlResponseFields.AddOk,
                Error => MysqlResponseFields.AddError,
                EndOfResults => MysqlHandshakeFields.AddSwitch,
                _ => MysqlFields.AddOther,
            };
        }
        if (payload[0] == Error)
        {
            return MysqlResponseFields.AddError;
        }
        return payload[0] == EndOfResults && length <= MaxEofBytes && _answer != Answer.First
            ? OnEndOfResults(payload)
            : OnAnswer(payload);
    }

    private MessageFields OnAnswer(ReadOnlySpan<byte> payload)
    {
        switch (_answer)
        {
            case Answer.First when _session.Command == MysqlCommand.Statistics:
                return MysqlResponseFields.AddText;
            case Answer.First when payload[0] == Ok && _session.Command == MysqlCommand.Prepare:
                _answer = Answer.Prepared;
                return MysqlResponseFields.AddPrepared;
            case Answer.First when payload[0] == Ok:
                return MysqlResponseFields.AddOk;
            case Answer.First when payload[0] == EndOfResults:
                return MysqlResponseFields.AddEndOfResults;
            case Answer.First when payload[0] == LocalFile:
                return MysqlFields.AddOther;
            case Answer.First:
                var reader = new MysqlNumber(payload);
                _columnsLeft = reader.Value;
                var areColumnsLeftOut = _session.HasMariaDb(MysqlSession.CacheMetadata) && payload[^1] == 0;
                _answer = areColumnsLeftOut ? Answer.Rows : Answer.Columns;
                return MysqlResponseFields.AddColumnCount;
            case Answer.Columns:
                _columnsLeft = _columnsLeft > 0 ? _columnsLeft - 1 : 0;
                _answer = _columnsLeft == 0 && _session.Has(MysqlLogin.DeprecateEof) ? Answer.Rows : _answer;
                return MysqlResponseFields.AddColumn;
            case Answer.Prepared:
            case Answer.FieldList:
                return MysqlResponseFields.AddColumn;
            default:
                return _session.Command == MysqlCommand.Query ? MysqlResponseFields.AddRow : MysqlFields.AddOther;
        }
    }

    private MessageFields OnEndOfResults(ReadOnlySpan<byte> payload)
    {
        if (_answer == Answer.Columns)
        {
            _answer = Answer.Rows;
        }
        else if (_answer == Answer.Rows)
        {
            const int statusAt = 3;
            _answer =
                payload.Length >= statusAt + 2
                && (BinaryPrimitives.ReadUInt16LittleEndian(payload[statusAt..]) & MoreResults) != 0
                    ? Answer.First
                    : Answer.Rows;
        }
        return MysqlResponseFields.AddEndOfResults;
    }
}
