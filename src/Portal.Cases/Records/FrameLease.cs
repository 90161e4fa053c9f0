using Portal.Traffic.Captures;

namespace Portal.Cases.Records;

/// <summary>Keeps the frames of one piece of evidence open until disposed.</summary>
public sealed class FrameLease : IDisposable
{
    private readonly LeasedResource<FrameSource> _shared;
    private bool _isReleased;

    internal FrameLease(LeasedResource<FrameSource> shared, string name, string sha256)
    {
        _shared = shared;
        Name = name;
        Sha256 = sha256;
    }

    public FrameSource Frames => _shared.Value;

    /// <summary>The evidence's name in the case.</summary>
    public string Name { get; }

    public string Sha256 { get; }

    public void Dispose()
    {
        if (!_isReleased)
        {
            _isReleased = true;
            _shared.Release();
        }
    }
}
