using Portal.Traffic.Records;

namespace Portal.Traffic.Flows.Shards;

/// <summary>A sink that is told where in the order of all records the following ones belong.</summary>
internal interface IPlacedSink : IRecordSink
{
    void MoveTo(RecordPlace place);
}
