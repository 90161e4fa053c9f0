using System.Runtime.InteropServices;
using Portal.Traffic.Captures;

namespace Portal.Traffic.Flows.Shards;

/// <summary>
/// Frames that go to the shards together: every shard sees the times of all of them and the bytes of its own. It is used
/// again when its records have been written.
/// </summary>
internal sealed class FrameBatch : IDisposable
{
    /// <summary>Enough for some thousand frames: handing over costs nothing then, and it still fits a core's cache.</summary>
    private const int UsualBytes = 1 << 20;

    private const int MaxFrames = 4096;

    private readonly List<Entry> _entries = new(MaxFrames);
    private byte[] _bytes = new byte[UsualBytes];
    private int _used;
    private int _left;

    public FrameBatch()
    {
        for (var shard = 0; shard < Records.Length; shard++)
        {
            Records[shard] = new PlacedRecords();
        }
    }

    /// <summary>One list for each shard, and the last for the one who reads the frames.</summary>
    public PlacedRecords[] Records { get; } = new PlacedRecords[HostPairShard.Count + 1];

    /// <summary>The capture ends with this batch.</summary>
    public bool IsLast { get; set; }

    public ReadOnlySpan<Entry> Entries => CollectionsMarshal.AsSpan(_entries);

    /// <summary>Set when all shards are through.</summary>
    public ManualResetEventSlim Done { get; } = new();

    /// <summary>Copies a frame; false when there is no room for it. An empty batch takes a frame of any size.</summary>
    public bool TryAdd(
        int shard,
        long frame,
        long time,
        LinkType linkType,
        ReadOnlySpan<byte> data,
        uint originalLength
    )
    {
        if (_used + data.Length > _bytes.Length)
        {
            if (_entries.Count > 0)
            {
                return false;
            }
            _bytes = new byte[data.Length];
        }
        if (_entries.Count == MaxFrames)
        {
            return false;
        }
        data.CopyTo(_bytes.AsSpan(_used));
        _entries.Add(new Entry(shard, frame, time, linkType, _used, data.Length, originalLength));
        _used += data.Length;
        return true;
    }

    public ReadOnlySpan<byte> DataOf(in Entry entry) => _bytes.AsSpan(entry.Offset, entry.Length);

    /// <summary>Before it is sent out.</summary>
    /// <param name="workers">Who must be through before <see cref="Done"/>.</param>
    public void Expect(int workers)
    {
        _left = workers;
        Done.Reset();
    }

    public void OnWorkerDone()
    {
        if (Interlocked.Decrement(ref _left) == 0)
        {
            Done.Set();
        }
    }

    public void Clear()
    {
        foreach (var records in Records)
        {
            records.Clear();
        }
        _entries.Clear();
        _used = 0;
        if (_bytes.Length > UsualBytes)
        {
            _bytes = new byte[UsualBytes];
        }
    }

    public void Dispose() => Done.Dispose();

    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Entry(
        int Shard,
        long Frame,
        long Time,
        LinkType LinkType,
        int Offset,
        int Length,
        uint OriginalLength
    );
}
