namespace Portal.Traffic.Records;

/// <summary>Takes finished records in the order in which they were made. Called from one thread.</summary>
public interface IRecordSink
{
    /// <summary>The record belongs to the sink from here on; the caller does not change it any more.</summary>
    void Write<TRecord>(Table<TRecord> table, TRecord record)
        where TRecord : class;
}
