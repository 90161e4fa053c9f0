using Portal.Analysis.Store;

namespace Portal.Cases.Records;

/// <summary>The records of one case as they were at one time; closed when retired and no lease is left.</summary>
internal sealed class OpenRecords(string version, RecordDatabase database, IReadOnlyList<RecordSet> sets)
{
    private readonly Lock _lock = new();
    private int _leases;
    private bool _isRetired;

    public string Version { get; } = version;

    public RecordDatabase Database { get; } = database;

    public IReadOnlyList<RecordSet> Sets { get; } = sets;

    public long LastUse { get; private set; }

    public RecordLease Lease(long use)
    {
        lock (_lock)
        {
            _leases++;
            LastUse = use;
            return new RecordLease(this);
        }
    }

    public void Release()
    {
        lock (_lock)
        {
            _leases--;
            CloseIfUnused();
        }
    }

    public void Retire()
    {
        lock (_lock)
        {
            _isRetired = true;
            CloseIfUnused();
        }
    }

    private void CloseIfUnused()
    {
        if (_isRetired && _leases == 0)
        {
            Database.Dispose();
        }
    }
}
