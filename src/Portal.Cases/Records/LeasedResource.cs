namespace Portal.Cases.Records;

/// <summary>Something open that several use at once; closed when it is retired and nobody uses it any more.</summary>
internal sealed class LeasedResource<T>(T value)
    where T : IDisposable
{
    private readonly Lock _lock = new();
    private int _users;
    private bool _isRetired;

    public T Value { get; } = value;

    /// <summary>Grows with every use; the smallest was not used for longest.</summary>
    public long LastUse { get; private set; }

    public void Take(long use)
    {
        lock (_lock)
        {
            _users++;
            LastUse = use;
        }
    }

    public void Release()
    {
        lock (_lock)
        {
            _users--;
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
        if (_isRetired && _users == 0)
        {
            Value.Dispose();
        }
    }
}
