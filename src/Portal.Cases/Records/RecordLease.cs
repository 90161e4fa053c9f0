using Portal.Analysis.Store;

namespace Portal.Cases.Records;

/// <summary>Keeps the records of a case open until disposed.</summary>
public sealed class RecordLease : IDisposable
{
    private readonly OpenRecords _open;
    private bool _isReleased;

    internal RecordLease(OpenRecords open) => _open = open;

    public RecordDatabase Database => _open.Database;

    /// <summary>One for each piece of evidence that has records, in the order of the case; named as in the case.</summary>
    public IReadOnlyList<RecordSet> Sets => _open.Sets;

    /// <summary>Changes whenever the records do.</summary>
    public string Version => _open.Version;

    public void Dispose()
    {
        if (!_isReleased)
        {
            _isReleased = true;
            _open.Release();
        }
    }
}
