using System.Buffers.Binary;

namespace Portal.Traffic.Captures;

/// <summary>
/// Writes a frame index (<see cref="FrameIndex"/>) while the capture is read. Memory grows by 8 bytes per 4096 frames. An
/// index that was not completed cannot be opened.
/// </summary>
public sealed class FrameIndexWriter : IDisposable
{
    private readonly FileStream _file;
    private readonly byte[] _pending = new byte[4096 * FrameIndexEntry.Size];
    private readonly List<long> _latest = [];
    private int _used;
    private long _count;

    /// <param name="path">Is created, or replaced.</param>
    public FrameIndexWriter(string path)
    {
        _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1);
        _file.Write(new byte[FrameIndex.HeaderLength]);
    }

    public long Count => _count;

    /// <summary>Adds the next frame; frames come in the order of their numbers, from 1.</summary>
    public void Add(in CaptureFrame frame)
    {
        if (_used == _pending.Length)
        {
            FlushEntries();
        }
        FrameIndexEntry.Write(_pending.AsSpan(_used, FrameIndexEntry.Size), frame);
        _used += FrameIndexEntry.Size;
        if (_count % FrameIndex.GroupSize == 0)
        {
            _latest.Add(frame.Time);
        }
        else if (frame.Time > _latest[^1])
        {
            _latest[^1] = frame.Time;
        }
        _count++;
    }

    /// <summary>Writes what is pending, the latest time of each group of frames, and the header that makes the index valid.</summary>
    public void Complete()
    {
        FlushEntries();
        var times = new byte[_latest.Count * sizeof(long)];
        for (var i = 0; i < _latest.Count; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(times.AsSpan(i * sizeof(long)), _latest[i]);
        }
        _file.Write(times);
        Span<byte> header = stackalloc byte[FrameIndex.HeaderLength];
        FrameIndex.WriteHeader(header, _count);
        _file.Position = 0;
        _file.Write(header);
        _file.Flush();
    }

    public void Dispose() => _file.Dispose();

    private void FlushEntries()
    {
        _file.Write(_pending, 0, _used);
        _used = 0;
    }
}
