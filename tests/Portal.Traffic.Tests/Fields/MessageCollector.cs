using Portal.Samples;
using Portal.Traffic.Captures;
using Portal.Traffic.Fields;
using Portal.Traffic.Flows;
using Portal.Traffic.Tests.Protocols;

namespace Portal.Traffic.Tests.Fields;

/// <summary>Collects what the flows of captures give to the packet tree, some messages of each kind.</summary>
internal sealed class MessageCollector : IMessageSink
{
    private const int MaxOfOneKind = 12;

    private readonly List<ShownByAnalyzer> _messages = [];
    private readonly Dictionary<MessageFields, int> _kinds = [];

    /// <summary>Out of conversations that tests made.</summary>
    public static IReadOnlyList<ShownByAnalyzer> Read(params IEnumerable<SampleCapture> captures)
    {
        var collector = new MessageCollector();
        foreach (var capture in captures)
        {
            var flows = new TrafficAnalyzer(new TrafficAnalyzerOptions { Messages = collector }, new RecordCollector());
            foreach (var frame in capture.Frames())
            {
                flows.Process(frame.Number, frame.Time, frame.LinkType, frame.Data, frame.OriginalLength);
            }
            flows.Finish();
        }
        return collector._messages;
    }

    public static IReadOnlyList<ShownByAnalyzer> Read(IEnumerable<string> paths)
    {
        var collector = new MessageCollector();
        foreach (var path in paths)
        {
            var flows = new TrafficAnalyzer(new TrafficAnalyzerOptions { Messages = collector }, new RecordCollector());
            using var stream = File.OpenRead(path);
            using var reader = CaptureReader.Open(stream);
            while (reader.TryReadNext(out var frame))
            {
                flows.Process(frame.Number, frame.Time, frame.LinkType, frame.Data, frame.OriginalLength);
            }
            flows.Finish();
        }
        return collector._messages;
    }

    public void NoteStream(long frame, string protocol) { }

    public void Add(long frame, MessageFields fields, Side side, ReadOnlySpan<byte> bytes, object? state, string view)
    {
        var count = _kinds.GetValueOrDefault(fields);
        if (count < MaxOfOneKind)
        {
            _kinds[fields] = count + 1;
            _messages.Add(new ShownByAnalyzer(fields, side, bytes.ToArray(), state));
        }
    }
}
