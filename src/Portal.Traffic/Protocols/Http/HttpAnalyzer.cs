using System.Globalization;
using System.Text;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Http;

/// <summary>Pairs the requests and responses of one flow into <c>http</c> records and hands their bodies on as files.</summary>
public sealed class HttpAnalyzer : IFlowAnalyzer
{
    private const int SwitchingProtocols = 101;
    private const int PartialContent = 206;

    private readonly FlowContext _flow;
    private readonly HttpReader[] _readers;
    private readonly List<HttpTransaction> _pending = [];
    private readonly HttpTransaction?[] _current = new HttpTransaction?[2];
    private readonly HttpEntity?[] _entities = new HttpEntity?[2];
    private readonly HttpEntityHead[] _heads = [new(), new()];
    private readonly ShownMessage?[] _shown = new ShownMessage?[2];
    private HttpStatusLine _status;
    private long _depth;
    private bool _areResponsesLost;
    private bool _isConfirmed;
    private bool _isFinished;

    public HttpAnalyzer(FlowContext flow)
    {
        _flow = flow;
        _readers = [new HttpReader(this, Side.Originator), new HttpReader(this, Side.Responder)];
        if (flow.IsShown)
        {
            _shown = [new ShownMessage(flow, Side.Originator), new ShownMessage(flow, Side.Responder)];
        }
    }

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame) => _readers[(int)side].Data(bytes, frame);

    public void OnGap(Side side, long bytes, FrameStamp frame) => _readers[(int)side].Gap(bytes, frame);

    public void OnEnd(Side side, FrameStamp frame) => _readers[(int)side].End(frame);

    public void OnDone()
    {
        if (_isFinished)
        {
            return;
        }
        _isFinished = true;
        _readers[(int)Side.Originator].End(_flow.Now);
        _readers[(int)Side.Responder].End(_flow.Now);
        foreach (var transaction in _pending)
        {
            transaction.Write(_flow.Records);
        }
        _pending.Clear();
    }

    internal void OnProblem(string weird) => _flow.Weird(weird, source: "HTTP");

    internal HttpStart OnStartLine(Side side, ReadOnlySpan<byte> line, FrameStamp frame)
    {
        _shown[(int)side]?.Begin(line);
        return side == Side.Originator ? OnRequestLine(line, frame) : OnStatusLine(line, frame);
    }

    /// <summary>A response of HTTP/0.9 begins: it has no status line, so nothing but the request tells.</summary>
    internal bool BeginRawReply(Side side, FrameStamp frame)
    {
        if (side != Side.Responder || NextUnanswered() is not { RequestVersion: HttpRequestLine.Version09 })
        {
            return false;
        }
        BeginReply(new HttpStatusLine(HttpRequestLine.Version09, 0, null), "<empty>", frame);
        _heads[(int)side] = new HttpEntityHead();
        _entities[(int)side] = new HttpEntity(_flow, _current[(int)side]!, side, _heads[(int)side]);
        return true;
    }

    internal HttpFraming OnHead(Side side, ReadOnlySpan<byte> block, FrameStamp frame)
    {
        _shown[(int)side]?.Append(block);
        var transaction = _current[(int)side]!;
        var head = _heads[(int)side] = new HttpEntityHead();
        var (isUpgrade, hasLogon) = (false, false);
        var headers = new HttpHeaders(block);
        while (headers.Next())
        {
            head.Read(headers);
            if (HttpUpgrade.Concerns(headers))
            {
                (transaction.Upgrade ??= new HttpUpgrade()).Read(side, headers);
            }
            if (side == Side.Originator)
            {
                HttpRequestHeaders.Read(transaction, headers);
                hasLogon |= HttpAuthorization.Concerns(headers);
            }
            else
            {
                isUpgrade |= headers.Is("upgrade"u8);
            }
            if (HttpLogon.TryReadToken(side, headers, out var token))
            {
                _flow.Carried("gssapi").OnMessage(side, 0, token, frame);
            }
        }
        if (hasLogon)
        {
            // The context is the host, whose header may come behind.
            var again = new HttpHeaders(block);
            while (again.Next())
            {
                HttpAuthorization.Note(_flow, transaction, again, frame);
            }
        }
        if (head.Problem is { } problem)
        {
            OnProblem(problem);
        }
        transaction.Record.LastFrame = Math.Max(transaction.Record.LastFrame, frame.Number);
        var framing =
            side == Side.Originator ? FrameRequest(transaction, head) : FrameResponse(transaction, head, isUpgrade);
        if (framing.Kind != HttpFramingKind.Stop && framing != HttpFraming.None)
        {
            _entities[(int)side] = new HttpEntity(_flow, transaction, side, head)
            {
                SharedName = side == Side.Responder && transaction.IsRangeRequest ? UrlOf(transaction.Record) : null,
                IsLastPart = _status.Code != PartialContent,
            };
        }
        return framing;
    }

    internal void OnBody(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        _shown[(int)side]?.Append(bytes);
        _entities[(int)side]?.Data(bytes, frame);
    }

    internal void OnBodyGap(Side side, long bytes, FrameStamp frame)
    {
        if (bytes > 0)
        {
            _entities[(int)side]?.Gap(bytes, frame);
        }
    }

    internal void OnMessageEnd(Side side, FrameStamp frame)
    {
        if (_current[(int)side] is not { } transaction)
        {
            return;
        }
        _shown[(int)side]?.Show();
        var length = 0L;
        if (_entities[(int)side] is { } entity)
        {
            entity.End(frame);
            length = entity.Length;
            _entities[(int)side] = null;
        }
        transaction.Record.LastFrame = Math.Max(transaction.Record.LastFrame, frame.Number);
        if (side == Side.Originator)
        {
            transaction.Record.RequestBodyLength = length;
            transaction.IsRequestDone = true;
        }
        else if (transaction.IsAnswered)
        {
            transaction.Record.ResponseBodyLength = length;
            transaction.IsResponseDone = true;
        }
        if (side == Side.Originator || transaction.IsAnswered)
        {
            _current[(int)side] = null;
        }
        if (transaction is { IsRequestDone: true, IsResponseDone: true })
        {
            _pending.Remove(transaction);
            transaction.Write(_flow.Records);
        }
    }

    /// <summary>CONNECT was granted or the protocol switched: what follows on both sides is not HTTP.</summary>
    internal void HandOver(Side side, ReadOnlySpan<byte> rest, FrameStamp frame)
    {
        var upgrade = _current[(int)Side.Responder] is { Upgrade: { } headers } transaction
            ? headers.Of(transaction.Record, frame, _depth)
            : null;

        if (_current[(int)Side.Responder] is { IsConnect: true })
        {
            _flow.NoteProxy("HTTP");
        }
        OnMessageEnd(Side.Responder, frame);
        foreach (var reader in _readers)
        {
            reader.Stop();
        }
        OnDone();
        if (upgrade is null || _status.Code != SwitchingProtocols)
        {
            _flow.HandOver(side, rest);
        }
        else
        {
            _flow.HandOver(side, rest, upgrade);
        }
    }

    /// <summary>Whole messages of this side may be missing.</summary>
    internal void OnLost(Side side)
    {
        if (side == Side.Responder)
        {
            _areResponsesLost = true;
        }
    }

    /// <summary>
    /// Names what is fetched in ranges: the client and the URL, whatever the connection. The responder's address is a part of
    /// it: other than in Zeek, two servers' parts are two files.
    /// </summary>
    private string UrlOf(HttpRecord record)
    {
        var host = record.Host ?? _flow.Id.ResponderHost;
        var port =
            _flow.ResponderPort is 80 || host.Contains(':', StringComparison.Ordinal) ? "" : $":{_flow.ResponderPort}";
        return $"HTTP/{_flow.Id.OriginatorHost}/{_flow.Id.ResponderHost}/{host}{port}{record.Uri}";
    }

    private HttpStart OnRequestLine(ReadOnlySpan<byte> line, FrameStamp frame)
    {
        if (!HttpRequestLine.TryParse(line, out var request))
        {
            OnProblem(
                line.EndsWith(" HTTP/1.1"u8) || line.EndsWith(" HTTP/1.0"u8)
                    ? "bad_HTTP_request_with_version"
                    : "bad_HTTP_request"
            );
            return HttpStart.NotHttp;
        }
        Confirm();
        if (_pending.Count > HttpLimits.MaxPending)
        {
            FlushPending();
        }
        var method = Encoding.ASCII.GetString(line[request.Method]);
        if (!HttpProtocol.IsKnownMethod(method))
        {
            _flow.Weird("unknown_HTTP_method", method);
        }
        if (request.Target.Start.Equals(request.Target.End))
        {
            OnProblem("missing_HTTP_uri");
        }
        var transaction = Open(frame, ++_depth);
        transaction.Record.Method = method;
        HttpUrlSecrets.ReadTarget(_flow, transaction, line[request.Target], frame);
        transaction.RequestVersion = request.Version;
        transaction.IsHead = method.Equals("HEAD", StringComparison.OrdinalIgnoreCase);
        transaction.IsConnect = method.Equals("CONNECT", StringComparison.OrdinalIgnoreCase);
        _current[(int)Side.Originator] = transaction;
        if (request.Version != HttpRequestLine.Version09)
        {
            return HttpStart.Message;
        }
        if (method != "GET")
        {
            _flow.Weird("invalid_http_09_request_method", method, "HTTP");
        }
        OnMessageEnd(Side.Originator, frame);
        return HttpStart.Bare;
    }

    private HttpStart OnStatusLine(ReadOnlySpan<byte> line, FrameStamp frame)
    {
        if (!HttpStatusLine.TryParse(line, out var status))
        {
            OnProblem("bad_HTTP_reply");
            if (!_isConfirmed)
            {
                _flow.Reject("not a status line of HTTP");
            }
            return HttpStart.NotHttp;
        }
        Confirm();
        BeginReply(status, status.Reason is { } reason ? ZeekText.Decode(line[reason]) : "<empty>", frame);
        return HttpStart.Message;
    }

    private void BeginReply(HttpStatusLine status, string reason, FrameStamp frame)
    {
        _status = status;
        if (_current[(int)Side.Responder] is not { IsAnswered: false } transaction)
        {
            transaction = NextUnanswered() ?? OpenResponse(frame);
        }
        _current[(int)Side.Responder] = transaction;
        var isInformational = status.Code is >= 100 and <= 199;
        transaction.IsAnswered = !isInformational;
        if (!isInformational)
        {
            transaction.Judge(status.Code, frame);
        }
        var record = transaction.Record;
        record.StatusCode = status.Code;
        record.StatusMessage = reason;
        record.Version = string.Create(CultureInfo.InvariantCulture, $"{status.Version / 10}.{status.Version % 10}");
        if (isInformational)
        {
            (record.InformationalCode, record.InformationalMessage) = (status.Code, reason);
        }
    }

    /// <summary>
    /// The oldest request without a response; none when responses are missing, for then what answers what is not known,
    /// and no pair is better evidence than a wrong one.
    /// </summary>
    private HttpTransaction? NextUnanswered() =>
        _areResponsesLost ? null : _pending.Find(waiting => !waiting.IsAnswered && !waiting.IsResponseOnly);

    /// <summary>A response whose request is not known; numbered with the requests unless it is one of theirs.</summary>
    private HttpTransaction OpenResponse(FrameStamp frame)
    {
        var transaction = Open(frame, _areResponsesLost ? _depth : ++_depth);
        transaction.IsResponseOnly = true;
        transaction.IsRequestDone = true;
        return transaction;
    }

    private HttpTransaction Open(FrameStamp frame, long depth)
    {
        var transaction = new HttpTransaction(
            new HttpRecord
            {
                Timestamp = frame.Time,
                Uid = _flow.Uid,
                Id = _flow.Id,
                FirstFrame = frame.Number,
                LastFrame = frame.Number,
                Depth = depth,
            }
        );
        _pending.Add(transaction);
        return transaction;
    }

    private void FlushPending()
    {
        OnProblem("HTTP_excessive_pipelining");
        foreach (var transaction in _pending)
        {
            if (!_current.Contains(transaction))
            {
                transaction.Write(_flow.Records);
            }
        }
        _pending.RemoveAll(transaction => !_current.Contains(transaction));
    }

    private HttpFraming FrameRequest(HttpTransaction transaction, HttpEntityHead head)
    {
        if (head is { IsChunked: true, ContentLength: not null })
        {
            OnProblem("HTTP_content_length_and_chunked");
        }
        return head.IsChunked && transaction.RequestVersion >= HttpRequestLine.Version11
            ? new HttpFraming(HttpFramingKind.Chunked)
            : new HttpFraming(HttpFramingKind.Length, head.ContentLength ?? 0);
    }

    private HttpFraming FrameResponse(HttpTransaction transaction, HttpEntityHead head, bool isUpgrade)
    {
        if (
            (transaction.IsConnect && _status.Code is >= 200 and <= 299)
            || (_status.Code == SwitchingProtocols && isUpgrade)
        )
        {
            return new HttpFraming(HttpFramingKind.Stop);
        }
        if (transaction.IsHead || _status.Code is (>= 100 and <= 199) or 204 or 304)
        {
            return HttpFraming.None;
        }
        if (head.IsChunked && _status.Version >= HttpRequestLine.Version11)
        {
            return new HttpFraming(HttpFramingKind.Chunked);
        }
        return head.ContentLength is { } length
            ? new HttpFraming(HttpFramingKind.Length, length)
            : new HttpFraming(HttpFramingKind.UntilClose);
    }

    private void Confirm()
    {
        if (!_isConfirmed)
        {
            _isConfirmed = true;
            _flow.Confirm("http");
        }
    }
}
