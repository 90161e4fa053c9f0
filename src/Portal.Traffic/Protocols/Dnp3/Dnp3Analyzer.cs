using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Dnp3;

/// <summary>
/// Joins the requests and responses of one flow. Of an application message, which several frames may carry, the first has
/// all that is recorded: transport (1 byte: final, first, sequence), application control, function, and in a response the
/// internal indications (2).
/// </summary>
internal sealed class Dnp3Analyzer(FlowContext flow, string service) : IFlowAnalyzer
{
    private const int MaxFrameBytes = 292; // IEEE 1815 §9.2.1
    private const int FirstFlag = 0x40;
    private const int RequestBytes = 3;
    private const int ResponseBytes = 5;

    private readonly HeadedStream[] _streams = [new(MaxFrameBytes), new(MaxFrameBytes)];
    private readonly Dnp3Assembly[]? _shown = flow.IsShown ? [new(), new()] : null;
    private Dnp3Record? _request;
    private bool _isConfirmed;

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        var stream = flow.Transport == Transports.Udp ? new HeadedStream(MaxFrameBytes) : _streams[(int)side];
        while (stream.TryNext(ref bytes, Dnp3Link.HeaderBytes, Dnp3Link.WholeBytes, out var linkFrame))
        {
            OnFrame(side, linkFrame, frame);
        }
        if (stream.IsLost)
        {
            flow.Violate(service, "no DNP3 frame");
        }
    }

    public void OnGap(Side side, long bytes, FrameStamp frame) => _streams[(int)side].Gap(bytes);

    public void OnEnd(Side side, FrameStamp frame)
    {
        // The other side may still answer.
    }

    public void OnDone()
    {
        if (_request is not null)
        {
            flow.Records.Write(Dnp3Record.Table, _request);
            _request = null;
        }
    }

    private void OnFrame(Side side, ReadOnlySpan<byte> linkFrame, FrameStamp frame)
    {
        Span<byte> buffer = stackalloc byte[MaxFrameBytes];
        var user = buffer[..Dnp3Link.ReadUserData(linkFrame, buffer)];
        if (_shown is not null)
        {
            Show(side, linkFrame, user);
        }
        if (user.IsEmpty && linkFrame.Length > Dnp3Link.HeaderBytes)
        {
            flow.Weird("dnp3_corrupt_checksum", source: "DNP3");
            return;
        }
        if (user.Length < RequestBytes || (user[0] & FirstFlag) == 0)
        {
            return;
        }
        if (!_isConfirmed)
        {
            _isConfirmed = true;
            flow.Confirm(service);
        }
        var function = user[2];
        if (function < Dnp3Names.Response)
        {
            _request = NewRecord(frame);
            _request.Request = Dnp3Names.Function(function);
        }
        else if (user.Length >= ResponseBytes)
        {
            var record = _request ?? NewRecord(frame);
            record.Reply = Dnp3Names.Function(function);
            record.Indications = (user[3] << 8) | user[4];
            record.LastFrame = Math.Max(record.LastFrame, frame.Number);
            _request = null;
            flow.Records.Write(Dnp3Record.Table, record);
        }
    }

    private void Show(Side side, ReadOnlySpan<byte> linkFrame, ReadOnlySpan<byte> user)
    {
        flow.Show(Dnp3Fields.Add, side, linkFrame);
        var message = _shown![(int)side].Take(user);
        if (!message.IsEmpty)
        {
            flow.Show(Dnp3ApplicationFields.Add, side, message);
        }
    }

    private Dnp3Record NewRecord(FrameStamp frame) =>
        new()
        {
            Timestamp = frame.Time,
            Uid = flow.Uid,
            Id = flow.Id,
            FirstFrame = frame.Number,
            LastFrame = frame.Number,
        };
}
