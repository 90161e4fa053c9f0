using System.Globalization;
using Portal.Samples;
using Portal.Traffic.Protocols;
using Portal.Traffic.Protocols.Tls;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Tls;

/// <summary>
/// Plays the payloads that tshark finds in a capture to the TLS analyzers, so that they are tested without our own packet
/// readers. A simple reassembly in order of sequence numbers; a stream is offered again with each segment until one side
/// is claimed, which stands for what an engine does after STARTTLS.
/// </summary>
internal static class Replay
{
    private static readonly string[] s_fields =
    [
        "frame.number",
        "frame.time_epoch",
        "ip.src",
        "ip.dst",
        "ipv6.src",
        "ipv6.dst",
        "tcp.stream",
        "tcp.srcport",
        "tcp.dstport",
        "tcp.seq_raw",
        "tcp.payload",
        "tcp.flags",
        "udp.stream",
        "udp.srcport",
        "udp.dstport",
        "udp.payload",
    ];

    public static async Task<RecordList> OfAsync(string capture)
    {
        var records = new RecordList();
        foreach (var flow in (await SegmentsAsync(capture)).GroupBy(segment => (segment.Flow, segment.IsTcp)))
        {
            Play(records, [.. flow]);
        }
        return records;
    }

    public static ReplayedFlow Play(RecordList records, IReadOnlyList<Segment> segments)
    {
        var first = segments[0];
        var flow = new ReplayedFlow(records, first.Flow, first.IsTcp ? Transports.Tcp : Transports.Udp);
        IProtocol protocol = first.IsTcp ? new TlsProtocol() : new DtlsProtocol();
        IFlowAnalyzer? analyzer = null;
        var waiting = new List<Segment>();
        foreach (var segment in segments)
        {
            flow.Current = segment.Frame;
            if (flow.Rejection is not null)
            {
                break;
            }
            if (analyzer is not null)
            {
                analyzer.OnData(segment.Side, segment.Bytes, segment.Frame);
                continue;
            }
            waiting.Add(segment);
            var prefix = first.IsTcp
                ? waiting.Where(part => part.Side == segment.Side).SelectMany(part => part.Bytes).ToArray()
                : segment.Bytes;
            switch (protocol.Claims(flow, segment.Side, prefix))
            {
                case Claim.No:
                    waiting.RemoveAll(part => part.Side == segment.Side || !first.IsTcp);
                    break;
                case Claim.Yes:
                    analyzer = protocol.Start(flow);
                    foreach (var part in waiting)
                    {
                        analyzer.OnData(part.Side, part.Bytes, part.Frame);
                    }
                    break;
            }
        }
        if (flow.Rejection is null)
        {
            analyzer?.OnDone();
        }
        return flow;
    }

    public static async Task<List<Segment>> SegmentsAsync(string capture)
    {
        var arguments = new List<string>
        {
            "-r",
            capture,
            "-Y",
            "tcp || udp.payload",
            "-T",
            "fields",
            "-o",
            "tcp.relative_sequence_numbers:FALSE",
        };
        foreach (var field in s_fields)
        {
            arguments.AddRange(["-e", field]);
        }
        var (_, output, _) = await Tool.RunAsync(Tool.Require("tshark"), [.. arguments, "-E", "occurrence=l"]);
        var flows = new Dictionary<string, (ConnectionId Id, StreamOrder[] Sides)>();
        var segments = new List<Segment>();
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Add(flows, segments, line.Split('\t'));
        }
        return segments;
    }

    private static void Add(
        Dictionary<string, (ConnectionId Id, StreamOrder[] Sides)> flows,
        List<Segment> segments,
        string[] fields
    )
    {
        var isTcp = fields[6].Length > 0;
        var key = isTcp ? "t" + fields[6] : "u" + fields[12];
        var (from, to) = fields[2].Length > 0 ? (fields[2], fields[3]) : (fields[4], fields[5]);
        var (fromPort, toPort) = isTcp ? (Port(fields[7]), Port(fields[8])) : (Port(fields[13]), Port(fields[14]));
        if (from.Length == 0 || to.Length == 0 || fields[9].Length + fields[12].Length == 0)
        {
            return;
        }
        var flags = isTcp ? int.Parse(fields[11].AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) : 0;
        if (!flows.TryGetValue(key, out var flow))
        {
            var isAnswer = (flags & 0x12) == 0x12;
            var id = isAnswer
                ? new ConnectionId(to, toPort, from, fromPort)
                : new ConnectionId(from, fromPort, to, toPort);
            flow = (id, [new StreamOrder(), new StreamOrder()]);
            flows.Add(key, flow);
        }
        var side =
            flow.Id.OriginatorHost == from && flow.Id.OriginatorPort == fromPort ? Side.Originator : Side.Responder;
        var frame = new FrameStamp(long.Parse(fields[0], CultureInfo.InvariantCulture), Nanoseconds(fields[1]));
        var bytes = Convert.FromHexString(isTcp ? fields[10] : fields[15]);
        if (!isTcp)
        {
            segments.Add(new Segment(flow.Id, false, side, frame, bytes));
            return;
        }
        var sequence = uint.Parse(fields[9], CultureInfo.InvariantCulture) + (uint)((flags >> 1) & 1);
        foreach (var part in flow.Sides[(int)side].Take(sequence, (flags & 2) != 0, bytes))
        {
            segments.Add(new Segment(flow.Id, true, side, frame, part));
        }
    }

    private static int Port(string text) => text.Length == 0 ? 0 : int.Parse(text, CultureInfo.InvariantCulture);

    private static long Nanoseconds(string seconds) =>
        (long)(decimal.Parse(seconds, CultureInfo.InvariantCulture) * UnixTime.NanosecondsPerSecond);

    private sealed class StreamOrder
    {
        private readonly SortedDictionary<long, byte[]> _later = [];
        private uint? _next;

        public IEnumerable<byte[]> Take(uint sequence, bool isSyn, byte[] bytes)
        {
            if (isSyn || _next is null)
            {
                _next = sequence;
            }
            var offset = (int)(sequence - _next.Value);
            if (bytes.Length == 0 || offset + bytes.Length <= 0)
            {
                yield break;
            }
            _later[offset] = bytes;
            while (_later.Count > 0 && _later.First() is { Key: <= 0 } part)
            {
                var rest = part.Value.AsSpan((int)Math.Min(-part.Key, part.Value.Length)).ToArray();
                _later.Remove(part.Key);
                _next += (uint)rest.Length;
                var moved = _later.ToArray();
                _later.Clear();
                foreach (var (key, value) in moved)
                {
                    _later[key - rest.Length] = value;
                }
                if (rest.Length > 0)
                {
                    yield return rest;
                }
            }
        }
    }
}
