using Portal.Traffic.Captures;
using Portal.Traffic.KeyLogs;

namespace Portal.Traffic.Inspection;

/// <summary>
/// Frames out of the middle of a capture, with what their flows say as far as some thousand frames before them tell: a
/// message that began earlier is shown as a part.
/// </summary>
public static class FrameWindow
{
    /// <summary>Rows of one page; the list on a screen shows far fewer.</summary>
    public const int MaxRows = 1000;

    /// <summary>Frames before the first that are gone through: some tenths of a second at most.</summary>
    private const int FramesBefore = 4000;

    /// <summary>Frames behind the last, by which a flow that begins there may be recognised.</summary>
    private const int FramesBehind = 64;

    /// <summary>Bytes that are read for frames before and behind.</summary>
    private const long MaxBytes = 32 << 20;

    /// <summary>The frames from a number on; fewer where the capture ends.</summary>
    /// <param name="first">From 1.</param>
    /// <param name="keys">Secrets of TLS sessions; null for none.</param>
    public static IReadOnlyList<FrameRow> Read(FrameSource source, long first, int count, KeyLog? keys = null)
    {
        var start = Math.Max(first, 1);
        var last = start + Math.Clamp(count, 0, MaxRows) - 1;
        return [.. Dissect(source, start, last, keys).Select(FrameRow.Of)];
    }

    /// <summary>The rows of some frames, of a search's results perhaps; numbers that do not exist are left out.</summary>
    /// <param name="numbers">In ascending order.</param>
    /// <param name="keys">Secrets of TLS sessions; null for none.</param>
    public static IReadOnlyList<FrameRow> Read(FrameSource source, IEnumerable<long> numbers, KeyLog? keys = null)
    {
        var rows = new List<FrameRow>();
        var wanted = numbers.Take(MaxRows).Where(number => number >= 1 && number <= source.Count).ToList();
        for (var from = 0; from < wanted.Count; )
        {
            var to = from + 1;
            while (to < wanted.Count && wanted[to] - wanted[to - 1] <= FramesBefore)
            {
                to++;
            }
            var run = wanted[from..to].ToHashSet();
            rows.AddRange(Dissect(source, wanted[from], wanted[to - 1], keys, run.Contains).Select(FrameRow.Of));
            from = to;
        }
        return rows;
    }

    /// <summary>One frame with its tree; null if there is none of that number.</summary>
    /// <param name="keys">Secrets of TLS sessions; null for none.</param>
    public static DissectedFrame? Read(FrameSource source, long number, KeyLog? keys = null) =>
        Dissect(source, number, number, keys).FirstOrDefault();

    private static IEnumerable<DissectedFrame> Dissect(
        FrameSource source,
        long first,
        long last,
        KeyLog? keys,
        Func<long, bool>? isWanted = null
    )
    {
        long? firstTime = source.Index.TryGet(1, out var entry) ? entry.Time : null;
        var frames = source.ReadFrames(Start(source, first), Math.Min(last + FramesBehind, source.Count));
        return CaptureDissector.Dissect(frames, keys, firstTime, IsShown);

        bool IsShown(long number) => number >= first && number <= last && isWanted?.Invoke(number) != false;
    }

    /// <summary>Where to begin so that the frame's flow is known, within bounds.</summary>
    private static long Start(FrameSource source, long first)
    {
        var start = first;
        for (var bytes = 0L; start > 1 && first - start < FramesBefore && bytes < MaxBytes; start--)
        {
            bytes += source.Index.TryGet(start - 1, out var entry) ? entry.CapturedLength : 0;
        }
        return start;
    }
}
