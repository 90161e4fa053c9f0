using Portal.Traffic.Credentials;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Snmp;

/// <summary>Counts what one flow asks and answers; its row is written at the end.</summary>
internal sealed class SnmpAnalyzer(FlowContext flow) : IFlowAnalyzer
{
    private readonly SnmpCredentials _credentials = new(flow);
    private SnmpRecord? _record;
    private bool _isConfirmed;

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (!SnmpMessage.TryParse(bytes, out var message))
        {
            flow.Violate("snmp", "no SNMP message");
            return;
        }
        // A question alone proves nothing: scanners send it to everybody. Nobody answers a trap.
        if ((side == Side.Responder || message.Pdu is SnmpPdu.TrapV1 or SnmpPdu.Trap) && !_isConfirmed)
        {
            _isConfirmed = true;
            flow.Confirm("snmp");
        }
        flow.Show(SnmpFields.Add, side, bytes);
        _credentials.Note(side, message, frame);
        Note(message, frame);
    }

    public void OnGap(Side side, long bytes, FrameStamp frame)
    {
        // Datagrams have none.
    }

    public void OnEnd(Side side, FrameStamp frame)
    {
        // Datagrams have none.
    }

    public void OnDone()
    {
        if (_record is not null)
        {
            flow.Records.Write(SnmpRecord.Table, _record);
            _record = null;
        }
    }

    private void Note(SnmpMessage message, FrameStamp frame)
    {
        var record = _record ??= new SnmpRecord
        {
            Timestamp = frame.Time,
            Uid = flow.Uid,
            Id = flow.Id,
            FirstFrame = frame.Number,
            LastFrame = frame.Number,
            Version = message.VersionName,
        };
        record.LastFrame = Math.Max(record.LastFrame, frame.Number);
        record.Duration = (frame.Time - record.Timestamp) / (double)UnixTime.NanosecondsPerSecond;
        if (record.Community is null && message is { Pdu: not SnmpPdu.Encrypted, Name.Length: > 0 })
        {
            // Zeek shows it. The name of a user is no secret, nor is the community that agents come with.
            record.Community =
                message.Version == SnmpMessage.Version3
                || message.Name.SequenceEqual(SnmpCredentials.WellKnownCommunity)
                    ? ZeekText.Decode(message.Name)
                    : SecretMask.Of(SecretKinds.Community, message.Name);
        }
        switch (message.Pdu)
        {
            case SnmpPdu.GetRequest:
            case SnmpPdu.GetNextRequest:
                record.GetRequests += message.Bindings;
                break;
            case SnmpPdu.GetBulkRequest:
                record.GetBulkRequests += message.Bindings;
                break;
            case SnmpPdu.SetRequest:
                record.SetRequests += message.Bindings;
                break;
            case SnmpPdu.Response:
                record.GetResponses += message.Bindings;
                record.DisplayString = message.SystemDescription is { } text
                    ? ZeekText.Decode(text)
                    : record.DisplayString;
                record.UpSince = message.SystemUpTime is { } ticks
                    ? frame.Time - (ticks * (UnixTime.NanosecondsPerSecond / 100))
                    : record.UpSince;
                break;
            default:
                break;
        }
    }
}
