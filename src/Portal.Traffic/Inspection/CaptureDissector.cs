using System.Diagnostics.CodeAnalysis;
using Portal.Traffic.Captures;
using Portal.Traffic.Fields;
using Portal.Traffic.Flows;
using Portal.Traffic.KeyLogs;
using Portal.Traffic.Records;

namespace Portal.Traffic.Inspection;

/// <summary>
/// Dissects the frames of a capture in their order with what their flows say: a message that spans segments or fragments is
/// shown in the frame that completes it, a protocol is known from its flow, and with a key log the content of TLS is shown.
/// Frames come out some frames after they went in, since a flow may need its next packets to be recognised. One thread.
/// </summary>
public sealed class CaptureDissector : IMessageSink
{
    /// <summary>Frames that wait: a flow is recognised within its first packets.</summary>
    private const int MaxWaiting = 1024;

    /// <summary>Bytes that wait, those of long messages put together included.</summary>
    private const long MaxWaitingBytes = 16 << 20;

    private readonly TrafficAnalyzer _flows;
    private readonly Queue<Waiting> _waiting = new();
    private Waiting? _latest;
    private long _waitingBytes;
    private long? _firstTime;
    private bool _isFinished;
    private Func<long, bool>? _isWanted;

    /// <param name="keys">Secrets of TLS sessions; null for none.</param>
    /// <param name="firstTime">Time of the capture's first frame, for <c>frame.time_relative</c>; null when it is the first given.</param>
    public CaptureDissector(KeyLog? keys = null, long? firstTime = null)
    {
        _firstTime = firstTime;
        _flows = new TrafficAnalyzer(new TrafficAnalyzerOptions { Keys = keys, Messages = this }, NoRecords.Instance);
    }

    /// <summary>All of some frames that follow each other, or those that are wanted: the others cost no tree.</summary>
    public static IEnumerable<DissectedFrame> Dissect(
        IEnumerable<CapturedFrame> frames,
        KeyLog? keys = null,
        long? firstTime = null,
        Func<long, bool>? isWanted = null
    )
    {
        var dissector = new CaptureDissector(keys, firstTime) { _isWanted = isWanted };
        foreach (var frame in frames)
        {
            dissector.Add(frame);
            while (dissector.TryTake(out var dissected))
            {
                yield return dissected;
            }
        }
        dissector.Finish();
        while (dissector.TryTake(out var dissected))
        {
            yield return dissected;
        }
    }

    /// <summary>The next frame of the capture.</summary>
    public void Add(CapturedFrame frame)
    {
        _firstTime ??= frame.Time;
        _latest = new Waiting(frame, new FrameMessages());
        _waiting.Enqueue(_latest);
        _waitingBytes += frame.Data.Length;
        if (frame.Entry.IsPacket)
        {
            _flows.Process(frame.Number, frame.Time, frame.LinkType, frame.Data, frame.OriginalLength);
        }
    }

    /// <summary>There are no more frames: those that wait come out.</summary>
    public void Finish()
    {
        _isFinished = true;
        _flows.Finish();
    }

    /// <summary>The next frame, in order, to which later ones add nothing; false when more frames must come first.</summary>
    public bool TryTake([NotNullWhen(true)] out DissectedFrame? frame)
    {
        frame = null;
        while (_isFinished || _waiting.Count > MaxWaiting || _waitingBytes > MaxWaitingBytes)
        {
            if (!_waiting.TryDequeue(out var next))
            {
                return false;
            }
            _waitingBytes -= next.Frame.Data.Length + next.Messages.KeptBytes;
            if (_isWanted?.Invoke(next.Frame.Number) != false)
            {
                frame = FrameDissector.Dissect(next.Frame, _firstTime, next.Messages);
                return true;
            }
        }
        return false;
    }

    void IMessageSink.NoteStream(long frame, string protocol)
    {
        if (Find(frame) is { } waiting)
        {
            waiting.Messages.Stream = protocol;
        }
    }

    void IMessageSink.Add(
        long frame,
        MessageFields fields,
        Side side,
        ReadOnlySpan<byte> bytes,
        object? state,
        string view
    )
    {
        if (Find(frame) is { } waiting)
        {
            var before = waiting.Messages.KeptBytes;
            waiting.Messages.Add(fields, side, bytes, state, view, waiting.Frame.Data);
            _waitingBytes += waiting.Messages.KeptBytes - before;
        }
    }

    /// <summary>Null when the frame has gone out already. Nearly always it is the last one.</summary>
    private Waiting? Find(long frame) =>
        _latest?.Frame.Number == frame ? _latest : _waiting.FirstOrDefault(waiting => waiting.Frame.Number == frame);

    private sealed record Waiting(CapturedFrame Frame, FrameMessages Messages);

    /// <summary>Only the messages are wanted.</summary>
    private sealed class NoRecords : IRecordSink
    {
        public static NoRecords Instance { get; } = new();

        public void Write<TRecord>(Table<TRecord> table, TRecord record)
            where TRecord : class { }
    }
}
