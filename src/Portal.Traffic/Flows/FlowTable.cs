using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Portal.Traffic.Flows.Shards;

namespace Portal.Traffic.Flows;

/// <summary>
/// The open flows by key, with their timers driven by packet time. Beyond its limit the flow that was silent longest is
/// ended. <paramref name="ended"/> hears of every flow once.
/// </summary>
internal sealed class FlowTable(FlowEnvironment environment, Action<Flow> ended)
{
    private readonly Dictionary<FlowKey, Flow> _flows = [];
    private readonly PriorityQueue<Flow, Due> _wakeUps = new();
    private Flow? _oldest;
    private Flow? _newest;
    private long _order;
    private long _now = long.MinValue;

    public int Count => _flows.Count;

    public bool TryFind(FlowKey key, [MaybeNullWhen(false)] out Flow flow) => _flows.TryGetValue(key, out flow);

    public void Insert(Flow flow)
    {
        if (_flows.Count >= environment.Options.MaxFlows)
        {
            environment.Counters.FlowsEvicted++;
            Remove(_oldest!);
        }
        _flows.Add(flow.Key, flow);
        Append(flow);
        environment.Counters.Flows++;
    }

    /// <summary>Notes activity, and when the flow wants to be looked at next.</summary>
    public void Touch(Flow flow)
    {
        if (flow.IsRemoved)
        {
            return;
        }
        if (!ReferenceEquals(flow, _newest))
        {
            Unlink(flow);
            Append(flow);
        }
        Schedule(flow);
    }

    /// <summary>
    /// Lets the timers up to a time run out. Time never goes back: a frame from before leaves it as it is, and a flow that
    /// begins with such a frame may be over at once, as in Zeek.
    /// </summary>
    public void Advance(long time)
    {
        _now = Math.Max(_now, time);
        while (_wakeUps.TryPeek(out var flow, out var due) && due.Time <= _now)
        {
            _wakeUps.Dequeue();
            if (!flow.IsRemoved && flow.WakeAt == due.Time)
            {
                flow.WakeAt = FlowTimer.Never;
                environment.MoveTo(new RecordPlace(environment.Now.Number, due.Time, flow.Start.Number));
                Wake(flow);
            }
        }
    }

    public void Remove(Flow flow)
    {
        if (flow.IsRemoved)
        {
            return;
        }
        flow.IsRemoved = true;
        _flows.Remove(flow.Key);
        Unlink(flow);
        ended(flow);
    }

    /// <summary>Ends all flows in the order of their first frames.</summary>
    public void RemoveAll()
    {
        List<Flow> flows = [.. _flows.Values];
        flows.Sort((a, b) => a.Order.CompareTo(b.Order));
        foreach (var flow in flows)
        {
            environment.MoveTo(new RecordPlace(long.MaxValue, 0, flow.Start.Number));
            Remove(flow);
        }
        _wakeUps.Clear();
    }

    private void Wake(Flow flow)
    {
        while (!flow.IsRemoved && flow.Timer.Next <= _now)
        {
            if (IsOver(flow))
            {
                Remove(flow);
                return;
            }
        }
        Schedule(flow);
    }

    /// <summary>Handles the timer that is due first; each call takes one away or moves it on.</summary>
    private bool IsOver(Flow flow)
    {
        ref var timer = ref flow.Timer;
        var due = timer.Next;
        if (due == timer.Delete)
        {
            return true;
        }
        if (due == timer.Attempt)
        {
            timer.Attempt = FlowTimer.Never;
            return flow.Tcp is { } tcp && tcp.IsAttemptOver();
        }
        if (due == timer.Inactivity)
        {
            timer.Inactivity = flow.LastTime + flow.InactivityTimeout;
            return timer.Inactivity <= _now;
        }
        var (isOver, wait) = flow.Tcp is { } session
            ? (session.IsOver(_now), environment.Timeouts.TcpSessionTimer)
            : (IsDnsOver(flow), environment.Timeouts.DnsSession);
        var next = isOver is null ? FlowTimer.Never : _now + wait;
        if (due == timer.Expire)
        {
            timer.Expire = next;
        }
        else
        {
            timer.SecondExpire = next;
        }
        return isOver == true;
    }

    /// <summary>One second is left for the common case of a question and its answer, so that it is over at the first look.</summary>
    private bool? IsDnsOver(Flow flow) =>
        _now - flow.LastTime >= environment.Timeouts.DnsSession - UnixTime.NanosecondsPerSecond;

    private void Schedule(Flow flow)
    {
        var next = flow.Timer.Next;
        if (next < flow.WakeAt)
        {
            flow.WakeAt = next;
            _wakeUps.Enqueue(flow, new Due(next, flow.Start.Number, _order++));
        }
    }

    private void Append(Flow flow)
    {
        flow.Older = _newest;
        flow.Newer = null;
        if (_newest is null)
        {
            _oldest = flow;
        }
        else
        {
            _newest.Newer = flow;
        }
        _newest = flow;
    }

    private void Unlink(Flow flow)
    {
        if (flow.Older is null)
        {
            _oldest = flow.Newer;
        }
        else
        {
            flow.Older.Newer = flow.Newer;
        }
        if (flow.Newer is null)
        {
            _newest = flow.Older;
        }
        else
        {
            flow.Newer.Older = flow.Older;
        }
    }

    /// <summary>By time, then by the flows' first frames: an order that does not depend on which flows share a table.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Due(long Time, long FlowStart, long Order) : IComparable<Due>
    {
        public int CompareTo(Due other)
        {
            if (Time != other.Time)
            {
                return Time.CompareTo(other.Time);
            }
            return FlowStart != other.FlowStart ? FlowStart.CompareTo(other.FlowStart) : Order.CompareTo(other.Order);
        }
    }
}
