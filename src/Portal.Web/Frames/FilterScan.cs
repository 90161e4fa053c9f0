namespace Portal.Web.Frames;

/// <summary>A walk through a capture with a filter: its matches can be shown while it goes on.</summary>
public sealed class FilterScan
{
    /// <summary>Further matches are counted but not kept: nobody scrolls through more, and a slice or another filter narrows.</summary>
    public const int MaxKept = 2_000_000;

    private readonly Lock _lock = new();
    private readonly List<Action> _watchers = [];
    private readonly Action _stop;

    /// <param name="total">Frames of the capture.</param>
    /// <param name="stop">Called at most once, and not after <see cref="End"/>, when nobody watches any more.</param>
    internal FilterScan(long total, Action stop)
    {
        Total = total;
        _stop = stop;
    }

    public FrameNumbers Matches { get; } = new();

    /// <summary>Matches that were not kept.</summary>
    public long Dropped { get; private set; }

    /// <summary>Frames looked at so far.</summary>
    public long Scanned { get; private set; }

    /// <summary>Frames of the capture.</summary>
    public long Total { get; }

    /// <summary>Every frame was looked at, or it failed or was stopped.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Why it ended early, in words; null while it did not.</summary>
    public string? Problem { get; private set; }

    /// <summary>Nobody watched it to its end.</summary>
    internal bool IsAbandoned { get; private set; }

    /// <summary>
    /// Called now and then while the scan goes on and once when it is done, on its own thread. A scan that nobody watches is
    /// stopped.
    /// </summary>
    public IDisposable Watch(Action changed)
    {
        lock (_lock)
        {
            _watchers.Add(changed);
        }
        return new Watcher(this, changed);
    }

    internal void Found(long number)
    {
        if (Matches.Count < MaxKept)
        {
            Matches.Add(number);
        }
        else
        {
            Dropped++;
        }
    }

    internal void Tell(long scanned)
    {
        Scanned = scanned;
        TellWatchers();
    }

    internal void End(string? problem)
    {
        lock (_lock)
        {
            Problem = problem;
            IsDone = true;
        }
        TellWatchers();
    }

    private void TellWatchers()
    {
        Action[] watchers;
        lock (_lock)
        {
            watchers = [.. _watchers];
        }
        foreach (var watcher in watchers)
        {
            watcher();
        }
    }

    private void Leave(Action changed)
    {
        lock (_lock)
        {
            _watchers.Remove(changed);
            if (_watchers.Count == 0 && !IsDone && !IsAbandoned)
            {
                IsAbandoned = true;
                _stop();
            }
        }
    }

    private sealed class Watcher(FilterScan scan, Action changed) : IDisposable
    {
        public void Dispose() => scan.Leave(changed);
    }
}
