using Portal.Traffic;

namespace Portal.Analysis.Detectors.Beaconing;

/// <summary>Streams the events of all pairs out of the records in order, and measures each pair; pairs are measured side by side.</summary>
internal sealed class BeaconFeatureReader(DetectionContext context, BeaconingOptions options)
{
    /// <summary>RITA and the comb test need at least so many.</summary>
    private const int MinEvents = 4;

    /// <summary>Pairs measured at a time: enough to keep all cores busy, few enough to stay small.</summary>
    private const int BatchPairs = 256;
    private const int BatchEvents = 1_000_000;
    private const long RitaWindowSeconds = 86_400;

    /// <summary>Pairs lie together in the order of their hashes, which sorts faster than their names.</summary>
    private const string EventsSql = """

        SELECT object, src, epoch_ns(ts), request, response, epoch_ns(flow_ts), ip_bytes, coalesce(is_failed, false)
        FROM events WHERE NOT is_copy ORDER BY hash(object), hash(src), ts, object, src
        """;

    private const string SpanSql = """

        SELECT min(epoch_ns(flow_ts)), max(epoch_ns(flow_ts)) FROM events
        """;

    private readonly List<Pair> _batch = [];
    private readonly List<BeaconFeatures> _measured = [];
    private int _batchEvents;
    private long _firstSecond;
    private long _lastSecond;

    /// <summary>All pairs with enough events, in an order that only the evidence decides.</summary>
    public IReadOnlyList<BeaconFeatures> Read(string expressions, CancellationToken cancellation)
    {
        (_firstSecond, _lastSecond) = context
            .Database.Query(
                expressions + SpanSql,
                row => row.IsDBNull(0) ? (0, 0) : (Seconds(row.GetInt64(0)), Seconds(row.GetInt64(1))),
                cancellation
            )
            .Single();
        _firstSecond = Math.Max(_firstSecond, _lastSecond - RitaWindowSeconds);

        Pair? pair = null;
        var sharing = new Sharing();
        foreach (
            var item in context.Database.Query(
                expressions + EventsSql,
                row => new Event(
                    row.GetString(0),
                    row.GetString(1),
                    row.GetInt64(2),
                    row.IsDBNull(3) ? double.NaN : row.GetDouble(3),
                    row.IsDBNull(4) ? double.NaN : row.GetDouble(4),
                    row.GetInt64(5),
                    row.IsDBNull(6) ? 0 : row.GetDouble(6),
                    row.GetBoolean(7)
                ),
                cancellation
            )
        )
        {
            if (pair is null || pair.Source != item.Source || pair.Object != item.Object)
            {
                Close(pair, cancellation);
                if (pair is null || pair.Object != item.Object)
                {
                    sharing = new Sharing();
                }
                pair = new Pair(item.Source, item.Object, sharing);
                sharing.InternalSources += context.Hosts.IsInternal(item.Source) ? 1 : 0;
            }
            pair.Add(item, options.MaxEventsPerPair);
        }
        Close(pair, cancellation);
        Measure(cancellation);
        return _measured;
    }

    private void Close(Pair? pair, CancellationToken cancellation)
    {
        if (pair is null || pair.Count < MinEvents)
        {
            return;
        }
        _batch.Add(pair);
        _batchEvents += pair.Times.Count;
        if (_batch.Count >= BatchPairs || _batchEvents >= BatchEvents)
        {
            Measure(cancellation);
        }
    }

    private void Measure(CancellationToken cancellation)
    {
        var results = new (BeaconFeatures Features, Sharing Sharing)[_batch.Count];
        Parallel.For(
            0,
            _batch.Count,
            new ParallelOptions
            {
                CancellationToken = cancellation,
                MaxDegreeOfParallelism = Environment.ProcessorCount,
            },
            index => results[index] = (Measure(_batch[index]), _batch[index].Sharing)
        );
        // The last object of a batch may have more sources to come: its count is read when all is through.
        _measured.AddRange(
            results
                .Where(result => IsKept(result.Features))
                .Select(result => result.Features with { Sharers = result.Sharing })
        );
        _batch.Clear();
        _batchEvents = 0;
    }

    private BeaconFeatures Measure(Pair pair)
    {
        var timing = TimingTest.Run(pair.Times, NullTable.Embedded);
        var busiest = BusiestStretch(pair.Times);
        var isAsked =
            timing.Comb is { Evidence: > 0 }
            || timing.VisitCount >= PhaseCoherenceTest.MinVisits
            || busiest >= options.StrobeConnections;
        return new BeaconFeatures
        {
            Source = pair.Source,
            Object = pair.Object,
            Events = pair.Count,
            FailedEvents = pair.Failed,
            EventsNotKept = pair.Count - pair.Times.Count,
            FirstTime = pair.Times[0],
            LastTime = pair.LastTime,
            Timing = isAsked ? timing : timing.WithoutTimes(),
            Sizes = SizeRegularity.Measure(pair.Sizes),
            Rita = Rita(pair),
            BusiestStretch = busiest,
        };
    }

    /// <summary>Irregular pairs of a few visits are most of all pairs; they count in no test.</summary>
    private bool IsKept(BeaconFeatures pair) =>
        pair.Timing.VisitCount >= options.MinVisits
        || pair.Timing.Comb is { Evidence: > 0 }
        || pair.BusiestStretch >= options.StrobeConnections;

    private double? Rita(Pair pair)
    {
        var seconds = new List<long>(pair.FlowSeconds.Count);
        var sizes = new List<double>(pair.FlowSeconds.Count);
        for (var index = 0; index < pair.FlowSeconds.Count; index++)
        {
            if (pair.FlowSeconds[index] >= _firstSecond)
            {
                seconds.Add(pair.FlowSeconds[index]);
                sizes.Add(pair.IpBytes[index]);
            }
        }
        seconds.Sort();
        RemoveRepeated(seconds);
        return RitaScore.Score(seconds, sizes, _firstSecond, _lastSecond);
    }

    private static void RemoveRepeated(List<long> sorted)
    {
        var kept = 0;
        for (var index = 0; index < sorted.Count; index++)
        {
            if (kept == 0 || sorted[index] != sorted[kept - 1])
            {
                sorted[kept++] = sorted[index];
            }
        }
        sorted.RemoveRange(kept, sorted.Count - kept);
    }

    /// <summary>The most events within the strobe's length.</summary>
    private int BusiestStretch(List<long> times)
    {
        var length = options.StrobeSeconds * UnixTime.NanosecondsPerSecond;
        var busiest = 0;
        var first = 0;
        for (var last = 0; last < times.Count; last++)
        {
            while (times[last] - times[first] > length)
            {
                first++;
            }
            busiest = Math.Max(busiest, last - first + 1);
        }
        return busiest;
    }

    private static long Seconds(long nanoseconds) => nanoseconds / UnixTime.NanosecondsPerSecond;

    private readonly record struct Event(
        string Object,
        string Source,
        long Time,
        double Request,
        double Response,
        long FlowTime,
        double IpBytes,
        bool IsFailed
    );

    private sealed class Pair(string source, string @object, Sharing sharing)
    {
        public string Source { get; } = source;
        public string Object { get; } = @object;
        public Sharing Sharing { get; } = sharing;
        public long Count { get; private set; }
        public long Failed { get; private set; }
        public long LastTime { get; private set; }
        public List<long> Times { get; } = [];
        public List<(double Request, double Response)> Sizes { get; } = [];
        public List<long> FlowSeconds { get; } = [];
        public List<double> IpBytes { get; } = [];

        public void Add(in Event item, int limit)
        {
            Count++;
            Failed += item.IsFailed ? 1 : 0;
            LastTime = item.Time;
            if (Times.Count >= limit)
            {
                return;
            }
            Times.Add(item.Time);
            FlowSeconds.Add(Seconds(item.FlowTime));
            IpBytes.Add(item.IpBytes);
            if (!item.IsFailed && !double.IsNaN(item.Request))
            {
                Sizes.Add((item.Request, double.IsNaN(item.Response) ? 0 : item.Response));
            }
        }
    }
}
