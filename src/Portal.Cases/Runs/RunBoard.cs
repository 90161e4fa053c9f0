using System.Collections.Concurrent;
using Portal.Cases.Live;

namespace Portal.Cases.Runs;

/// <summary>The latest progress of the runs of this process; pages read it without asking the database.</summary>
public sealed class RunBoard(CaseEvents events, TimeProvider time)
{
    /// <summary>Four times a second is as much as an eye follows and a circuit should carry.</summary>
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<Guid, Entry> _entries = new();

    public RunProgress? Find(Guid runId) => _entries.TryGetValue(runId, out var entry) ? entry.Progress : null;

    /// <summary>Keeps the progress and tells it at most four times a second.</summary>
    public void Post(int caseId, RunProgress progress)
    {
        var now = time.GetTimestamp();
        var last = _entries.TryGetValue(progress.RunId, out var entry) ? entry.ToldAt : (long?)null;
        var isDue = last is null || time.GetElapsedTime(last.Value, now) >= s_interval;
        _entries[progress.RunId] = new Entry(progress, isDue ? now : last!.Value);
        if (isDue)
        {
            events.Publish(caseId, CaseChangeKind.Run, $"{progress.RunId}");
        }
    }

    public void Forget(Guid runId) => _entries.TryRemove(runId, out _);

    private sealed record Entry(RunProgress Progress, long ToldAt);
}
