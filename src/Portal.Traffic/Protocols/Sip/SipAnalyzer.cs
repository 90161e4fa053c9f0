using System.Buffers.Text;
using System.Globalization;
using Portal.Traffic.Credentials;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Sip;

/// <summary>
/// Joins the requests and responses of one flow into <c>sip</c> rows as Zeek does: one transaction is open at a time;
/// requests repeated or sent in between add to it, every response writes it, and a final one closes it.
/// </summary>
internal sealed class SipAnalyzer(FlowContext flow) : IFlowAnalyzer
{
    /// <summary>Of the stations of one transaction; retransmissions add to them.</summary>
    private const int MaxPath = 200;

    private const int FirstFinalCode = 200; // RFC 3261 §7.2

    private readonly SipStream?[] _streams = new SipStream?[2];
    private SipRecord? _open;
    private Credential? _credential;
    private bool _isWritten;
    private bool _isConfirmed;

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (flow.Transport == Transports.Udp)
        {
            if (!SipProtocol.IsKeepAlive(bytes))
            {
                flow.Show(SipFields.Add, side, bytes.TrimStart("\r\n"u8));
                OnMessage(bytes.TrimStart("\r\n"u8), frame, out _);
            }
            return;
        }
        var stream = _streams[(int)side] ??= new SipStream();
        while (stream.TryNext(ref bytes, out var head))
        {
            flow.Show(SipFields.Add, side, head);
            if (!OnMessage(head, frame, out var bodyLength))
            {
                return;
            }
            stream.SkipBody(bodyLength);
        }
        if (stream.IsLost)
        {
            flow.Weird("sip_stream_lost", source: "SIP");
        }
    }

    public void OnGap(Side side, long bytes, FrameStamp frame) => _streams[(int)side]?.Gap(bytes);

    public void OnEnd(Side side, FrameStamp frame)
    {
        // The other side may still answer.
    }

    public void OnDone()
    {
        if (_open is not null && !_isWritten)
        {
            flow.Records.Write(SipRecord.Table, _open);
        }
        _open = null;
    }

    /// <summary>False when it is no message to its end; what came before the damage is kept.</summary>
    private bool OnMessage(ReadOnlySpan<byte> text, FrameStamp frame, out long bodyLength)
    {
        bodyLength = 0;
        if (!SipHeaders.TryTakeLine(ref text, out var line) || !SipStartLine.TryParse(line, out var start))
        {
            return Fail("no first line of SIP");
        }
        var record = Open(frame);
        if (start.IsRequest)
        {
            record.Method = ZeekText.Decode(line[start.Method]);
            record.Uri = ZeekText.Decode(line[start.Target]);
        }
        else
        {
            record.StatusCode = start.Code;
            record.StatusMessage = ZeekText.Decode(line[start.Target]);
            Confirm();
        }
        while (true)
        {
            if (!SipHeaders.TryTakeLine(ref text, out line))
            {
                return Fail("headers without an end");
            }
            if (line.IsEmpty)
            {
                break;
            }
            if (!SipHeaders.TryParse(line, out var header, out var value))
            {
                return Fail("a line that is no header");
            }
            if (header == SipHeader.Authorization)
            {
                NoteDigest(value, frame);
            }
            else
            {
                Note(record, start.IsRequest, header, value, ref bodyLength);
            }
        }
        if (!start.IsRequest)
        {
            Judge(start.Code, frame);
            Write(record, start.Code);
        }
        return true;
    }

    /// <summary>RFC 3261 §22.4: the answer to a digest challenge.</summary>
    private void NoteDigest(ReadOnlySpan<byte> value, FrameStamp frame)
    {
        var blank = value.IndexOf((byte)' ');
        if (
            blank > 0
            && System.Text.Ascii.EqualsIgnoreCase(value[..blank], "digest"u8)
            && DigestAuthorization.TryParse(value[blank..], out var digest)
        )
        {
            _credential = flow.Note(
                new SeenSecret
                {
                    Protocol = "sip",
                    Kind = SecretKinds.ChallengeResponse,
                    User = digest.User,
                    Context = digest.Realm,
                    HashMode = HashModes.SipDigest,
                    Bytes = value[blank..][digest.Response],
                    Frame = frame,
                }
            );
        }
    }

    /// <summary>A final response: 401 and 407 ask again (§22.2), 403 refuses; other failures say nothing of the password.</summary>
    private void Judge(int code, FrameStamp frame)
    {
        if (code < FirstFinalCode)
        {
            return;
        }
        bool? isAccepted =
            code is 401 or 403 or 407 ? false
            : code < 300 ? true
            : null;
        _credential?.Answer(isAccepted, code.ToString(CultureInfo.InvariantCulture), frame);
        _credential = null;
    }

    /// <summary>Damage ends what has shown itself to be SIP; before that it costs a message only, as in Zeek.</summary>
    private bool Fail(string reason)
    {
        if (_isConfirmed || flow.Transport == Transports.Tcp)
        {
            flow.Violate("sip", reason);
        }
        return false;
    }

    private void Confirm()
    {
        if (!_isConfirmed)
        {
            _isConfirmed = true;
            flow.Confirm("sip");
        }
    }

    private SipRecord Open(FrameStamp frame)
    {
        var record = _open ??= new SipRecord
        {
            Timestamp = frame.Time,
            Uid = flow.Uid,
            Id = flow.Id,
            FirstFrame = frame.Number,
            LastFrame = frame.Number,
        };
        record.LastFrame = Math.Max(record.LastFrame, frame.Number);
        _isWritten = false;
        return record;
    }

    /// <summary>A provisional response is written too and leaves the transaction open.</summary>
    private void Write(SipRecord record, int code)
    {
        if (code >= FirstFinalCode)
        {
            _open = null;
            flow.Records.Write(SipRecord.Table, record);
        }
        else
        {
            _isWritten = true;
            flow.Records.Write(SipRecord.Table, record.Copy());
        }
    }

    private static void Note(
        SipRecord record,
        bool isRequest,
        SipHeader header,
        ReadOnlySpan<byte> value,
        ref long bodyLength
    )
    {
        switch (header)
        {
            case SipHeader.Other:
                break;
            case SipHeader.ContentLength:
                bodyLength = Utf8Parser.TryParse(value, out uint length, out _) ? length : 0;
                if (isRequest)
                {
                    record.RequestBodyLength = bodyLength;
                }
                else
                {
                    record.ResponseBodyLength = bodyLength;
                }
                break;
            case SipHeader.Via:
                var path = isRequest ? record.RequestPath : record.ResponsePath;
                if (path.Count < MaxPath)
                {
                    path.Add(SipText.Before(value, "branch"u8));
                }
                break;
            default:
                if (isRequest)
                {
                    NoteRequest(record, header, value);
                }
                else
                {
                    NoteResponse(record, header, value);
                }
                break;
        }
    }

    private static void NoteRequest(SipRecord record, SipHeader header, ReadOnlySpan<byte> value)
    {
        switch (header)
        {
            case SipHeader.From:
                record.RequestFrom = SipText.Before(value, "tag"u8);
                break;
            case SipHeader.To:
                record.RequestTo = SipText.Of(value);
                break;
            case SipHeader.ReplyTo:
                record.ReplyTo = SipText.Of(value);
                break;
            case SipHeader.Date:
                record.Date = SipText.Of(value);
                break;
            case SipHeader.CallId:
                record.CallId = SipText.Of(value);
                break;
            case SipHeader.Sequence:
                record.Sequence = SipText.Of(value);
                break;
            case SipHeader.Subject:
                record.Subject = SipText.Of(value);
                break;
            case SipHeader.UserAgent:
                record.UserAgent = SipText.Of(value);
                break;
            default:
                break;
        }
    }

    private static void NoteResponse(SipRecord record, SipHeader header, ReadOnlySpan<byte> value)
    {
        switch (header)
        {
            case SipHeader.From:
                record.ResponseFrom = SipText.Before(value, "tag"u8);
                break;
            case SipHeader.To:
                record.ResponseTo = SipText.Of(value);
                break;
            case SipHeader.Warning:
                record.Warning = SipText.Of(value);
                break;
            case SipHeader.ContentType:
                record.ContentType = SipText.Of(value);
                break;
            default:
                break;
        }
    }
}
