using Portal.Traffic.Captures;
using Portal.Traffic.Inspection;
using Portal.Traffic.KeyLogs;

namespace Portal.Traffic.Filters;

/// <summary>Goes over the frames of a capture from first to last and gives the numbers of those that a filter takes.</summary>
public static class FrameSearch
{
    /// <summary>Frames between two reports of progress.</summary>
    private const int ReportEvery = 1000;

    /// <summary>In ascending order, as found.</summary>
    /// <param name="keys">Secrets of TLS sessions; null for none.</param>
    /// <param name="progress">Gets the number of frames looked at.</param>
    public static IEnumerable<long> Run(
        FrameSource source,
        DisplayFilter filter,
        KeyLog? keys = null,
        IProgress<long>? progress = null,
        CancellationToken cancellation = default
    )
    {
        foreach (var frame in CaptureDissector.Dissect(source.ReadFrames(1, source.Count), keys))
        {
            cancellation.ThrowIfCancellationRequested();
            if (filter.Matches(frame))
            {
                yield return frame.Number;
            }
            if (frame.Number % ReportEvery == 0)
            {
                progress?.Report(frame.Number);
            }
        }
        progress?.Report(source.Count);
    }
}
