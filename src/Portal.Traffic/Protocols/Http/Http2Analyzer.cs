using System.Text;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Http;

/// <summary>Makes an <c>http</c> row of each stream of an HTTP/2 connection, and files of the bodies.</summary>
internal sealed class Http2Analyzer : IFlowAnalyzer
{
    /// <summary>Streams that are open at once; servers allow 100 to 1000. The oldest row is written to make room.</summary>
    private const int MaxStreams = 1000;

    private readonly FlowContext _flow;
    private readonly Http2Reader[] _readers;
    private readonly HpackDecoder[] _decoders = [new(), new()];
    private readonly Dictionary<int, Http2Stream> _streams = [];
    private readonly Queue<int> _order = [];
    private long _depth;
    private bool _isLost;

    public Http2Analyzer(FlowContext flow)
    {
        _flow = flow;
        _readers = [Reader(Side.Originator), Reader(Side.Responder)];
        flow.Confirm("http2");
        if (flow.Upgrade is { } upgrade)
        {
            // The request that asked for HTTP/2 is answered on stream 1 (RFC 7540 §3.2).
            _depth = upgrade.Transactions;
            var record = Open(1, upgrade.Asked).Transaction.Record;
            (record.Method, record.Host, record.Uri) = (upgrade.Method, upgrade.Host, upgrade.Uri);
            record.UserAgent = upgrade.UserAgent;
            _streams[1].Transaction.IsRequestDone = true;
        }
    }

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        _readers[(int)side].Data(bytes, frame);
        NoteLoss(side);
    }

    public void OnGap(Side side, long bytes, FrameStamp frame)
    {
        _readers[(int)side].Gap(bytes, frame);
        NoteLoss(side);
    }

    public void OnEnd(Side side, FrameStamp frame) { }

    public void OnDone()
    {
        foreach (var (number, _) in _streams.OrderBy(stream => stream.Value.Transaction.Record.Depth))
        {
            Close(number, _flow.Now);
        }
    }

    /// <summary>A header block is whole; false when it cannot be decoded, which loses the direction.</summary>
    internal bool OnHeaders(Side side, int number, ReadOnlySpan<byte> block, FrameStamp frame)
    {
        var headers = new List<HpackHeader>();
        var shown = _readers[(int)side].Shown;
        List<HpackEntry>? entries = shown is null ? null : [];
        if (!_decoders[(int)side].TryDecode(block, headers, entries))
        {
            return false;
        }
        shown?.Block = new Http2Block(entries!, block.ToArray());
        // What a server promises is a request that it makes itself (RFC 9113 §8.4).
        var isRequest = headers.Exists(header => header.Name.AsSpan().SequenceEqual(":method"u8));
        if (!_streams.TryGetValue(number, out var stream))
        {
            stream = Open(number, frame);
            stream.Transaction.IsRequestDone = side == Side.Responder;
            stream.Transaction.IsResponseOnly = !isRequest;
        }
        stream.Read(_flow, isRequest ? Side.Originator : Side.Responder, headers, frame);
        stream.Transaction.Record.LastFrame = Math.Max(stream.Transaction.Record.LastFrame, frame.Number);
        return true;
    }

    internal void OnBody(Side side, int number, ReadOnlySpan<byte> bytes, FrameStamp frame) =>
        _streams.GetValueOrDefault(number)?.Entity(_flow, side)?.Data(bytes, frame);

    internal void OnBodyGap(Side side, int number, long bytes, FrameStamp frame) =>
        _streams.GetValueOrDefault(number)?.Entity(_flow, side)?.Gap(bytes, frame);

    internal void OnStreamEnd(Side side, int number, FrameStamp frame)
    {
        if (!_streams.TryGetValue(number, out var stream))
        {
            return;
        }
        stream.End(side, frame);
        if (stream.Transaction is { IsRequestDone: true, IsResponseDone: true })
        {
            Close(number, frame);
        }
    }

    internal void OnReset(int number, FrameStamp frame) => Close(number, frame);

    private Http2Reader Reader(Side side) =>
        new(this, side) { Shown = _flow.IsShown ? new ShownHttp2Frame(_flow, side) : null };

    private Http2Stream Open(int number, FrameStamp frame)
    {
        while (_order.Count >= MaxStreams)
        {
            Close(_order.Dequeue(), frame);
        }
        var stream = new Http2Stream(
            new HttpRecord
            {
                Timestamp = frame.Time,
                Uid = _flow.Uid,
                Id = _flow.Id,
                FirstFrame = frame.Number,
                LastFrame = frame.Number,
                Depth = ++_depth,
            }
        );
        _streams[number] = stream;
        _order.Enqueue(number);
        return stream;
    }

    private void Close(int number, FrameStamp frame)
    {
        if (_streams.Remove(number, out var stream))
        {
            stream.End(Side.Originator, frame);
            stream.End(Side.Responder, frame);
            stream.Transaction.Write(_flow.Records);
        }
    }

    private void NoteLoss(Side side)
    {
        if (_readers[(int)side].IsLost && !_isLost)
        {
            _isLost = true;
            _flow.Weird(
                "http2_stream_lost",
                Encoding.ASCII.GetString(side == Side.Originator ? "client"u8 : "server"u8)
            );
        }
    }
}
