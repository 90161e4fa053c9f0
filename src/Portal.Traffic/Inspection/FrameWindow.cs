using Portal.Traffic.Captures;

namespace Portal.Traffic.Inspection;

/// <summary>A page of the packet list.</summary>
public static class FrameWindow
{
    /// <summary>Rows of one page; the list on a screen shows far fewer.</summary>
    public const int MaxRows = 1000;

    /// <summary>The frames from a number on; fewer where the capture ends.</summary>
    /// <param name="first">From 1.</param>
    public static IReadOnlyList<FrameRow> Read(FrameSource source, long first, int count)
    {
        var start = Math.Max(first, 1);
        var last = start + Math.Clamp(count, 0, MaxRows) - 1;
        return [.. source.ReadFrames(start, last).Select(frame => FrameRow.Of(Dissect(frame)))];
    }

    /// <summary>The rows of some frames, of a search's results perhaps; numbers that do not exist are left out.</summary>
    public static IReadOnlyList<FrameRow> Read(FrameSource source, IEnumerable<long> numbers) =>
        [
            .. numbers
                .Take(MaxRows)
                .Select(source.ReadFrame)
                .OfType<CapturedFrame>()
                .Select(frame => FrameRow.Of(Dissect(frame))),
        ];

    /// <summary>One frame with its tree.</summary>
    public static DissectedFrame Dissect(CapturedFrame frame, long? firstTime = null) =>
        FrameDissector.Dissect(
            frame.Number,
            frame.Time,
            frame.LinkType,
            frame.Data,
            frame.OriginalLength,
            firstTime,
            frame.Comment
        );
}
