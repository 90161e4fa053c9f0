using System.CommandLine;
using Portal.Traffic.Captures;

namespace Portal.Cli.Commands;

/// <summary><c>portal frames</c>: the frames of a capture, as their numbers or their count.</summary>
internal sealed class FramesCommand : ICommand
{
    public Command Create()
    {
        var capture = new Argument<string>("CAPTURE") { Description = "A capture file, or - for stdin" };
        var count = new Option<bool>("--count") { Description = "Print only how many frames there are" };
        var command = new Command("frames", "List the frames of a capture.") { capture, count };
        command.SetAction(
            (parsed, cancellation) =>
                Task.Run(
                    () => Run(parsed.GetRequiredValue(capture), parsed.GetValue(count), cancellation),
                    cancellation
                )
        );
        return command;
    }

    private static int Run(string path, bool isCount, CancellationToken cancellation)
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
                    return Read(reader, path, isCount, cancellation);
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

    private static int Read(CaptureReader reader, string path, bool isCount, CancellationToken cancellation)
    {
        using var output = StandardOutput.Open();
        while (reader.TryReadNext(out var frame))
        {
            cancellation.ThrowIfCancellationRequested();
            if (!isCount)
            {
                output.WriteLine(frame.Number);
            }
        }
        if (isCount)
        {
            output.WriteLine(reader.FrameCount);
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
