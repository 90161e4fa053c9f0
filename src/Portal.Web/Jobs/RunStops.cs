using System.Collections.Concurrent;

namespace Portal.Web.Jobs;

/// <summary>The ways to stop the runs that this process is carrying out.</summary>
internal sealed class RunStops
{
    private readonly ConcurrentDictionary<Guid, CancellationTokenSource> _sources = new();

    public bool Holds(Guid runId) => _sources.ContainsKey(runId);

    /// <summary>Null when this process is carrying the run out already.</summary>
    public CancellationTokenSource? TryOpen(Guid runId, CancellationToken outer)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(outer);
        if (_sources.TryAdd(runId, source))
        {
            return source;
        }
        source.Dispose();
        return null;
    }

    public void Close(Guid runId)
    {
        if (_sources.TryRemove(runId, out var source))
        {
            source.Dispose();
        }
    }

    public void Stop(Guid runId)
    {
        if (_sources.TryGetValue(runId, out var source))
        {
            source.Cancel();
        }
    }
}
