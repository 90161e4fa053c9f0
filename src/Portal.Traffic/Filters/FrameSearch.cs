using Portal.Traffic.Captures;
using Portal.Traffic.Inspection;

namespace Portal.Traffic.Filters;

/// <summary>Goes over the frames of a capture from first to last and gives the numbers of those that a filter takes.</summary>
public static class FrameSearch
{
    /// <summary>Frames between two reports of progress.</summary>
    private const int ReportEvery = 1000;

    /// <summary>In ascending order, as found.</summary>
    /// <param name="progress">Gets the number of frames looked at.</param>
    public static IEnumerable<long> Run(
        FrameSource source,
        DisplayFilter filter,
        IProgress<long>? progress = null,
        CancellationToken cancellation = default
    )
    {
        long? firstTime = null;
        foreach (var frame in source.ReadFrames(1, source.Count))
        {
            cancellation.ThrowIfCancellationRequested();
            firstTime ??= frame.Time;
            if (filter.Matches(FrameWindow.Dissect(frame, firstTime)))
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
