using Portal.Traffic.Flows.Shards;
using Portal.Traffic.Protocols;
using Portal.Traffic.Records;

namespace Portal.Traffic.Flows;

/// <summary>The states that flows share, by type, and the clock that sweeps them.</summary>
internal sealed class SharedStates(FlowEnvironment environment) : IRecordSink
{
    private const long Interval = 10 * UnixTime.NanosecondsPerSecond; // Zeek's table_expire_interval

    private readonly List<ISharedState> _states = [];
    private long _sweepAt = long.MinValue;
    private bool _isFinished;

    public T Get<T>()
        where T : class, ISharedState, new()
    {
        foreach (var state in _states)
        {
            if (state is T known)
            {
                return known;
            }
        }
        var created = new T();
        Add(created);
        return created;
    }

    public void Add(ISharedState state) => _states.Add(state);

    /// <summary>Packet time has come this far.</summary>
    public void Advance(FrameStamp now)
    {
        if (now.Time < _sweepAt)
        {
            return;
        }
        _sweepAt = now.Time + Interval;
        environment.MoveTo(new RecordPlace(now.Number, now.Time, 0));
        foreach (var state in _states)
        {
            state.Sweep(now, this);
        }
    }

    public void Finish(FrameStamp now)
    {
        _isFinished = true;
        environment.MoveTo(new RecordPlace(long.MaxValue, 1, 0));
        foreach (var state in _states)
        {
            state.Finish(now, this);
        }
    }

    /// <summary>Places a record among those of other shards: before its frame's own, by the frame it began with.</summary>
    public void Write<TRecord>(Table<TRecord> table, TRecord record)
        where TRecord : class
    {
        var first = record is FlowRecord flow ? flow.FirstFrame : 0;
        environment.MoveTo(
            _isFinished
                ? new RecordPlace(long.MaxValue, 1, first)
                : new RecordPlace(environment.Now.Number, environment.Now.Time, first)
        );
        environment.Sink.Write(table, record);
    }
}
