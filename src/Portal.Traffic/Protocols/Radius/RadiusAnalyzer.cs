using Portal.Traffic.Credentials;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Radius;

/// <summary>Joins the question of one flow with its answers; a row is written when access was granted or refused, or at the end.</summary>
internal sealed class RadiusAnalyzer(FlowContext flow) : IFlowAnalyzer
{
    private RadiusRecord? _open;
    private readonly Dictionary<byte, Credential> _credentials = []; // by the identifier of the request
    private bool _isConfirmed;

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (!RadiusMessage.TryParse(bytes, out var message))
        {
            flow.Violate("radius", "no RADIUS message");
            return;
        }
        if (!_isConfirmed)
        {
            _isConfirmed = true;
            flow.Confirm("radius");
        }
        flow.Show(RadiusFields.Add, side, bytes);
        if (
            message.Code
            is RadiusMessage.AccessRequest
                or RadiusMessage.AccessAccept
                or RadiusMessage.AccessReject
                or RadiusMessage.AccessChallenge
        )
        {
            NoteSecret(message, bytes, frame);
            Note(message, frame);
        }
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
        if (_open is { } record)
        {
            record.Result = "unknown";
            Write(record);
        }
    }

    private void NoteSecret(RadiusMessage message, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (message.Code is RadiusMessage.AccessAccept or RadiusMessage.AccessReject)
        {
            var isAccepted = message.Code == RadiusMessage.AccessAccept;
            if (_credentials.Remove(bytes[1], out var credential))
            {
                credential.Answer(isAccepted, isAccepted ? "accept" : "reject", frame);
            }
        }
        if (message.Code != RadiusMessage.AccessRequest)
        {
            return;
        }
        var (place, mode) =
            message.HiddenPassword is { } hidden ? (hidden, HashModes.RadiusPassword)
            : message.ChapPassword is { } chap ? (chap, HashModes.Chap)
            : message.MsChapResponse is { } response ? (response, HashModes.MsChapV2)
            : (default(Range?), "");
        if (place is { } found)
        {
            _credentials[bytes[1]] = flow.Note(
                new SeenSecret
                {
                    Protocol = "radius",
                    Kind = SecretKinds.ChallengeResponse,
                    User = message.UserName,
                    HashMode = mode,
                    Bytes = bytes[found],
                    Frame = frame,
                }
            );
        }
    }

    private void Note(RadiusMessage message, FrameStamp frame)
    {
        var record = _open ??= new RadiusRecord
        {
            Timestamp = frame.Time,
            Uid = flow.Uid,
            Id = flow.Id,
            FirstFrame = frame.Number,
            LastFrame = frame.Number,
        };
        record.LastFrame = Math.Max(record.LastFrame, frame.Number);
        if (message.Code == RadiusMessage.AccessRequest)
        {
            record.UserName ??= message.UserName;
            record.Mac ??= message.CallingStation is { } station ? HardwareAddress.Normalize(station) : null;
            record.TunnelClient ??= message.TunnelClient;
            record.ConnectInfo ??= message.ConnectInfo;
            return;
        }
        if (message.Code == RadiusMessage.AccessChallenge)
        {
            record.FramedAddress ??= message.FramedAddress;
            record.ReplyMessage ??= message.ReplyMessage;
        }
        else
        {
            record.Result = message.Code == RadiusMessage.AccessAccept ? "success" : "failed";
            record.Duration =
                frame.Time == record.Timestamp
                    ? null
                    : (frame.Time - record.Timestamp) / (double)UnixTime.NanosecondsPerSecond;
            Write(record);
        }
    }

    private void Write(RadiusRecord record)
    {
        _open = null;
        flow.Records.Write(RadiusRecord.Table, record);
    }
}
