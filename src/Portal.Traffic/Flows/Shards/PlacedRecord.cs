using System.Runtime.InteropServices;
using Portal.Traffic.Records;

namespace Portal.Traffic.Flows.Shards;

/// <summary>A record on its way from a shard to the sink.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct PlacedRecord(RecordPlace place, PlacedRecord.IStep step, Table table, object record)
{
    /// <summary>Knows the record's type, which the entry cannot.</summary>
    internal interface IStep
    {
        void Write(IRecordSink sink, Table table, object record);
    }

    public RecordPlace Place { get; } = place;

    public static PlacedRecord Of<TRecord>(RecordPlace place, Table<TRecord> table, TRecord record)
        where TRecord : class => new(place, Step<TRecord>.Instance, table, record);

    public void WriteTo(IRecordSink sink) => step.Write(sink, table, record);

    private sealed class Step<TRecord> : IStep
        where TRecord : class
    {
        public static readonly Step<TRecord> Instance = new();

        public void Write(IRecordSink sink, Table table, object record) =>
            sink.Write((Table<TRecord>)table, (TRecord)record);
    }
}
