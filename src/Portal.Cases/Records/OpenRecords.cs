using Portal.Analysis.Store;

namespace Portal.Cases.Records;

/// <summary>The records of one case as they were at one time.</summary>
internal sealed record OpenRecords(string Version, RecordDatabase Database, IReadOnlyList<RecordSet> Sets) : IDisposable
{
    public void Dispose() => Database.Dispose();
}
