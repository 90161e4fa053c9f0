using Portal.Traffic.Packets;
using Portal.Traffic.Records;

namespace Portal.Traffic.Files;

/// <summary>What all files of one analysis share: where records go, who watches, and the files that several flows carry.</summary>
public sealed class TransferredFiles(IRecordSink records, LocalNetworks local, IFileObserver? observer = null)
{
    /// <summary>Files in parts that are open at once; beyond it the oldest one ends as it is.</summary>
    public const int MaxShared = 1024;

    /// <summary>Silence after which a file in parts is over, as in Zeek.</summary>
    private const long SharedTimeout = 120 * UnixTime.NanosecondsPerSecond;

    private readonly Dictionary<string, TransferredFile> _shared = [];
    private readonly Queue<(string Name, TransferredFile File)> _order = [];

    internal IRecordSink Records { get; } = records;

    internal LocalNetworks Local { get; } = local;

    internal IFileObserver? Observer { get; } = observer;

    /// <summary>The capture is over: ends the files of which parts are missing.</summary>
    /// <param name="last">The last frame.</param>
    /// <param name="ending">Hears of each before it ends.</param>
    public void Finish(FrameStamp last, Action<TransferredFile>? ending = null)
    {
        while (_order.TryPeek(out var oldest))
        {
            ending?.Invoke(oldest.File);
            EndOldest(last);
        }
    }

    internal TransferredFile? FindShared(string name, FrameStamp now)
    {
        if (!_shared.TryGetValue(name, out var file))
        {
            return null;
        }
        if (now.Time - file.LastTime > SharedTimeout)
        {
            file.Close(now, isTimedOut: true);
        }
        return file.IsClosed ? null : file;
    }

    internal void Share(string name, TransferredFile file, FrameStamp now)
    {
        while (_order.TryPeek(out var oldest) && (_order.Count >= MaxShared || oldest.File.IsClosed))
        {
            EndOldest(now);
        }
        _shared[name] = file;
        _order.Enqueue((name, file));
    }

    private void EndOldest(FrameStamp now)
    {
        var (name, file) = _order.Dequeue();
        file.Close(now, isTimedOut: true);
        if (_shared.TryGetValue(name, out var current) && ReferenceEquals(current, file))
        {
            _shared.Remove(name);
        }
    }
}
