using System.Diagnostics.CodeAnalysis;
using Portal.Traffic.Captures;
using Portal.Traffic.Filters;
using Portal.Traffic.Inspection;

namespace Portal.Cli;

/// <summary>Reads a capture for the commands that look at single frames.</summary>
internal static class CaptureFrames
{
    public delegate void Visitor(Visit frame);

    /// <summary>One frame and the time of the first.</summary>
    public readonly ref struct Visit(CaptureFrame frame, long firstTime)
    {
        public CaptureFrame Frame { get; } = frame;

        public long Number => Frame.Number;

        /// <summary>The frame with a copy of its bytes.</summary>
        public DissectedFrame Dissect() =>
            FrameDissector.Dissect(
                Frame.Number,
                Frame.Time,
                Frame.LinkType,
                Frame.Data.ToArray(),
                Frame.OriginalLength,
                firstTime,
                Frame.Comment
            );
    }

    /// <summary>False, with the place marked on stderr, if the text is no filter.</summary>
    public static bool TryReadFilter(string text, [NotNullWhen(true)] out DisplayFilter? filter)
    {
        if (DisplayFilter.TryParse(text, out filter, out var error))
        {
            return true;
        }
        Message.Write($"filter, column {error.Column}: {error.Message}");
        Console.Error.WriteLine($"    {new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)])}");
        Console.Error.WriteLine($"    {new string(' ', error.Column - 1)}^");
        return false;
    }

    /// <summary>Shows every frame to a visitor; returns the exit code, having said on stderr why reading stopped early.</summary>
    public static int Read(string path, Visitor visitor, CancellationToken cancellation)
    {
        try
        {
            using var stream =
                path is EvidenceInputs.Stdin
                    ? Console.OpenStandardInput()
                    : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            if (CaptureReader.TryOpen(stream, null, out var reader, out var reason))
            {
                using (reader)
                {
                    return Read(reader, path, visitor, cancellation);
                }
            }
            Message.Write($"{path}: {reason}");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Message.Write($"{path}: {failure.Message}");
        }
        return ExitCode.Unreadable;
    }

    private static int Read(CaptureReader reader, string path, Visitor visitor, CancellationToken cancellation)
    {
        long? firstTime = null;
        while (reader.TryReadNext(out var frame))
        {
            cancellation.ThrowIfCancellationRequested();
            firstTime ??= frame.Time;
            visitor(new Visit(frame, firstTime.Value));
        }
        if (!reader.IsTruncated)
        {
            return ExitCode.Done;
        }
        Message.Write(
            $"{path}: stopped after frame {reader.FrameCount}, byte {reader.StopOffset}: {reader.StopReason}"
        );
        return ExitCode.Partial;
    }
}
