namespace Portal.Web.Frames;

/// <summary>Numbers of frames in ascending order: written by one thread, read by many while it grows.</summary>
public sealed class FrameNumbers
{
    private const int ChunkSize = 16_384;

    private readonly Lock _lock = new();
    private readonly List<int[]> _chunks = [];
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <summary>The number at a place below <see cref="Count"/>.</summary>
    public long this[int index]
    {
        get
        {
            lock (_lock)
            {
                ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, _count);
                return _chunks[index / ChunkSize][index % ChunkSize];
            }
        }
    }

    public void Add(long number)
    {
        lock (_lock)
        {
            if (_count % ChunkSize == 0)
            {
                _chunks.Add(new int[ChunkSize]);
            }
            _chunks[^1][_count % ChunkSize] = checked((int)number);
            Volatile.Write(ref _count, _count + 1);
        }
    }

    /// <summary>At most <paramref name="take"/> numbers from a place on.</summary>
    public IReadOnlyList<long> Range(int skip, int take)
    {
        var end = Math.Min(Count, skip + take);
        var numbers = new List<long>(Math.Max(0, end - skip));
        for (var index = skip; index < end; index++)
        {
            numbers.Add(this[index]);
        }
        return numbers;
    }

    /// <summary>Where a number stands, or where it would.</summary>
    public int PlaceOf(long number)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (this[middle] < number)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        return low;
    }
}
