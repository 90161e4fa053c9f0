using Portal.Traffic.Captures;
using Portal.Traffic.KeyLogs;

namespace Portal.Cases.Records;

/// <summary>Keeps the frames of one piece of evidence open until disposed.</summary>
public sealed class FrameLease : IDisposable
{
    private readonly LeasedResource<OpenCapture> _shared;
    private bool _isReleased;

    internal FrameLease(LeasedResource<OpenCapture> shared, KeyLog? keys, string name, string sha256)
    {
        _shared = shared;
        Keys = new KeyLog(keys, shared.Value.Secrets);
        Name = name;
        Sha256 = sha256;
    }

    public FrameSource Frames => _shared.Value.Frames;

    /// <summary>The TLS secrets of the case and of the capture itself.</summary>
    public KeyLog Keys { get; }

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
