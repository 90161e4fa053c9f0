using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Syslog;

/// <summary>Writes a row for each message of one flow. As in Zeek it does not name the flow's service: any text could be syslog.</summary>
internal sealed class SyslogAnalyzer(FlowContext flow) : IFlowAnalyzer
{
    private SyslogStream? _stream;

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (flow.Transport == Transports.Udp)
        {
            OnMessage(side, bytes, frame);
            return;
        }
        if (side == Side.Responder)
        {
            return; // Syslog has no answers.
        }
        _stream ??= new SyslogStream();
        while (_stream.TryNext(ref bytes, out var message))
        {
            OnMessage(side, message, frame);
        }
    }

    public void OnGap(Side side, long bytes, FrameStamp frame)
    {
        if (side == Side.Originator)
        {
            _stream?.Reset();
        }
    }

    public void OnEnd(Side side, FrameStamp frame)
    {
        // A message without an end is none.
    }

    public void OnDone()
    {
        // Every message was written when it came.
    }

    private void OnMessage(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (!SyslogMessage.TryParse(bytes, out var message))
        {
            return;
        }
        flow.Show(SyslogFields.Add, side, bytes);
        flow.Records.Write(
            SyslogRecord.Table,
            new SyslogRecord
            {
                Timestamp = frame.Time,
                Uid = flow.Uid,
                Id = flow.Id,
                FirstFrame = frame.Number,
                LastFrame = frame.Number,
                Protocol = flow.Transport == Transports.Udp ? "udp" : "tcp",
                Facility = SyslogNames.Facility(message.Facility),
                Severity = SyslogNames.Severity(message.Severity),
                Message = ZeekText.Decode(bytes[message.TextOffset..]),
            }
        );
    }
}
