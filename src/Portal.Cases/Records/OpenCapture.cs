using Portal.Traffic.Captures;
using Portal.Traffic.KeyLogs;

namespace Portal.Cases.Records;

/// <summary>A capture that is kept open.</summary>
/// <param name="Frames">By number.</param>
/// <param name="Secrets">Those of TLS that stand at its beginning.</param>
internal sealed record OpenCapture(FrameSource Frames, KeyLog Secrets) : IDisposable
{
    public void Dispose() => Frames.Dispose();
}
