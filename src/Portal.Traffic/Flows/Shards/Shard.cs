using Portal.Traffic.Records;

namespace Portal.Traffic.Flows.Shards;

/// <summary>The flows of one share of the host pairs.</summary>
internal sealed class Shard : IPlacedSink
{
    private readonly int _index;
    private readonly TrafficAnalyzer _analyzer;
    private PlacedRecords? _records;

    public Shard(int index, TrafficAnalyzerOptions options)
    {
        _index = index;
        _analyzer = TrafficAnalyzer.ForShard(options, this);
    }

    public TrafficCounters Counters => _analyzer.Counters;

    public void Process(FrameBatch batch)
    {
        _records = batch.Records[_index];
        foreach (ref readonly var entry in batch.Entries)
        {
            if (entry.Shard == _index)
            {
                _analyzer.Process(entry.Frame, entry.Time, entry.LinkType, batch.DataOf(entry), entry.OriginalLength);
            }
            else
            {
                _analyzer.Pass(entry.Frame, entry.Time);
            }
        }
        if (batch.IsLast)
        {
            _analyzer.Finish();
        }
    }

    public void MoveTo(RecordPlace place) => _records!.MoveTo(place);

    public void Write<TRecord>(Table<TRecord> table, TRecord record)
        where TRecord : class => _records!.Write(table, record);
}
