using Portal.Traffic.Records;

namespace Portal.Traffic.Flows.Shards;

/// <summary>The records that one shard made of one batch of frames, in their order.</summary>
internal sealed class PlacedRecords : IPlacedSink
{
    private readonly List<PlacedRecord> _records = [];
    private RecordPlace _place;
    private int _next;

    public void MoveTo(RecordPlace place) => _place = place;

    public void Write<TRecord>(Table<TRecord> table, TRecord record)
        where TRecord : class => _records.Add(PlacedRecord.Of(_place, table, record));

    /// <summary>Writes the records of all lists by their places; of the same place the earlier list's first.</summary>
    public static void Merge(PlacedRecords[] lists, IRecordSink sink)
    {
        while (First(lists) is { } list)
        {
            list._records[list._next++].WriteTo(sink);
        }
    }

    public void Clear()
    {
        _records.Clear();
        _next = 0;
    }

    private static PlacedRecords? First(PlacedRecords[] lists)
    {
        PlacedRecords? first = null;
        foreach (var list in lists)
        {
            if (list._next < list._records.Count && (first is null || list.Next.CompareTo(first.Next) < 0))
            {
                first = list;
            }
        }
        return first;
    }

    private RecordPlace Next => _records[_next].Place;
}
