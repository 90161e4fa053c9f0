using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Tls;

/// <summary>Keeps the records of a capture.</summary>
internal sealed class RecordList : IRecordSink
{
    private readonly List<object> _records = [];

    public IEnumerable<TRecord> Of<TRecord>() => _records.OfType<TRecord>();

    public void Write<TRecord>(Table<TRecord> table, TRecord record)
        where TRecord : class => _records.Add(record);
}
