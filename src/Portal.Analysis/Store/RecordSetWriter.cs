using Portal.Traffic.Records;

namespace Portal.Analysis.Store;

/// <summary>Writes the tables of one run as Parquet files beside the published ones; published by one rename.</summary>
public sealed class RecordSetWriter : IRecordSink
{
    public void Write<TRecord>(Table<TRecord> table, TRecord record)
        where TRecord : class => throw new NotSupportedException();
}
