using System.Diagnostics.CodeAnalysis;
using Portal.Traffic.Captures;
using Portal.Traffic.Filters;
using Portal.Traffic.Inspection;
using Portal.Traffic.KeyLogs;

namespace Portal.Cli;

/// <summary>Reads a capture for the commands that look at single frames.</summary>
internal static class CaptureFrames
{
    public delegate void Visitor(in CaptureFrame frame);

    public delegate void DissectedVisitor(DissectedFrame dissected, CapturedFrame frame);

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
    public static int Read(string path, Visitor visitor, CancellationToken cancellation) =>
        Read(path, (_, in frame) => visitor(frame), cancellation);

    private static int Read(string path, ReaderVisitor visitor, CancellationToken cancellation)
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

    /// <summary>As <see cref="Read(string, Visitor, CancellationToken)"/>, for every frame with what its flow says of it.</summary>
    public static int Dissect(string path, KeyLogFiles keys, DissectedVisitor visitor, CancellationToken cancellation)
    {
        var log = keys.LogFor(path);
        var dissector = new CaptureDissector(log);
        var waiting = new Queue<CapturedFrame>();
        CarriedSecrets? carried = null;
        var code = Read(
            path,
            (reader, in frame) =>
            {
                carried ??= new CarriedSecrets(reader, log);
                carried.TakeBefore(frame.Number);
                var copy = CapturedFrame.Of(frame);
                waiting.Enqueue(copy);
                dissector.Add(copy);
                Visit();
            },
            cancellation
        );
        dissector.Finish();
        Visit();
        return code;

        void Visit()
        {
            while (dissector.TryTake(out var dissected))
            {
                visitor(dissected, waiting.Dequeue());
            }
        }
    }

    private static int Read(CaptureReader reader, string path, ReaderVisitor visitor, CancellationToken cancellation)
    {
        while (reader.TryReadNext(out var frame))
        {
            cancellation.ThrowIfCancellationRequested();
            visitor(reader, frame);
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

    private delegate void ReaderVisitor(CaptureReader reader, in CaptureFrame frame);
}
