using Portal.Analysis.Store;

namespace Portal.Cases.Records;

/// <summary>Keeps the records of a case open until disposed.</summary>
public sealed class RecordLease : IDisposable
{
    private readonly LeasedResource<OpenRecords> _shared;
    private bool _isReleased;

    internal RecordLease(LeasedResource<OpenRecords> shared) => _shared = shared;

    public RecordDatabase Database => _shared.Value.Database;

    /// <summary>One for each piece of evidence that has records, in the order of the case; named as in the case.</summary>
    public IReadOnlyList<RecordSet> Sets => _shared.Value.Sets;

    /// <summary>Changes whenever the records do.</summary>
    public string Version => _shared.Value.Version;

    public void Dispose()
    {
        if (!_isReleased)
        {
            _isReleased = true;
            _shared.Release();
        }
    }
}
