using Portal.Traffic.Captures;
using Portal.Traffic.Flows;
using Portal.Traffic.Records;

namespace Portal.Samples;

/// <summary>Keeps records in memory, by table, so that tests can look at what a capture yields.</summary>
public sealed class RecordCollector : IRecordSink
{
    private readonly Dictionary<string, List<object>> _rows = [];

    /// <summary>Set by <see cref="Analyze"/>.</summary>
    public TrafficCounters? Counters { get; private set; }

    public IReadOnlyCollection<string> Tables => _rows.Keys;

    /// <summary>Runs a capture through the whole engine: flows, reassembly and all protocols.</summary>
    /// <param name="captureFile">Any capture that the reader knows.</param>
    /// <param name="options">Null for the defaults.</param>
    public static RecordCollector Analyze(string captureFile, TrafficAnalyzerOptions? options = null)
    {
        var collector = new RecordCollector();
        using var analyzer = new ShardedTrafficAnalyzer(options ?? new TrafficAnalyzerOptions(), collector);
        using var stream = File.OpenRead(captureFile);
        using var reader = CaptureReader.Open(stream);
        while (reader.TryReadNext(out var frame))
        {
            if (frame.IsPacket)
            {
                analyzer.Process(frame.Number, frame.Time, frame.LinkType, frame.Data, frame.OriginalLength);
            }
        }
        analyzer.Finish();
        collector.Counters = analyzer.Counters;
        return collector;
    }

    public void Write<TRecord>(Table<TRecord> table, TRecord record)
        where TRecord : class
    {
        if (!_rows.TryGetValue(table.Name, out var rows))
        {
            rows = [];
            _rows.Add(table.Name, rows);
        }
        rows.Add(record);
    }

    /// <summary>The rows of a table in the order in which they were written; empty when there were none.</summary>
    public IReadOnlyList<TRecord> Of<TRecord>(Table<TRecord> table)
        where TRecord : class => _rows.TryGetValue(table.Name, out var rows) ? [.. rows.Cast<TRecord>()] : [];
}
