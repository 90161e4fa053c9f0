using System.CommandLine;
using Portal.Traffic.Flows;
using Portal.Traffic.Inspection;

namespace Portal.Cli.Commands;

/// <summary><c>portal slice</c>: chosen frames of a capture, byte for byte, as a pcapng file.</summary>
internal sealed class SliceCommand : ICommand
{
    private delegate bool Choice(CaptureFrames.Visit frame);

    public Command Create()
    {
        var capture = new Argument<string>("CAPTURE") { Description = "A capture file" };
        var filter = new Option<string?>("-Y") { Description = "The frames that a display filter takes" };
        var frames = new Option<string?>("--frames") { Description = "Frames by number, such as 1,5-9" };
        var uid = new Option<string?>("--uid") { Description = "The frames of a flow" };
        var output = new Option<string>("-w") { Description = "The pcapng file to write", Required = true };
        var command = new Command("slice", "Write some frames of a capture to a pcapng file.")
        {
            capture,
            filter,
            frames,
            uid,
            output,
        };
        command.SetAction(
            (parsed, cancellation) =>
                Task.Run(
                    () =>
                        Run(
                            parsed.GetRequiredValue(capture),
                            (parsed.GetValue(filter), parsed.GetValue(frames), parsed.GetValue(uid)),
                            parsed.GetRequiredValue(output),
                            cancellation
                        ),
                    cancellation
                )
        );
        return command;
    }

    private static int Run(
        string capture,
        (string? Filter, string? Frames, string? Uid) wanted,
        string output,
        CancellationToken cancellation
    )
    {
        switch (wanted)
        {
            case ({ } text, null, null):
                return CaptureFrames.TryReadFilter(text, out var filter)
                    ? Write(capture, output, frame => filter.Matches(frame.Dissect()), cancellation)
                    : ExitCode.Usage;
            case (null, { } text, null):
                if (FrameNumbers.TryParse(text) is { } numbers)
                {
                    return Write(capture, output, frame => numbers.Contains(frame.Number), cancellation);
                }
                Message.Write($"\"{text}\" is no list of frame numbers such as 1,5-9");
                return ExitCode.Usage;
            case (null, null, { } uid):
                return WriteFlow(capture, uid, output, cancellation);
            default:
                Message.Write("one of -Y, --frames and --uid must be given");
                return ExitCode.Usage;
        }
    }

    private static int WriteFlow(string capture, string uid, string output, CancellationToken cancellation)
    {
        if (capture is EvidenceInputs.Stdin)
        {
            Message.Write("--uid reads the capture twice, which stdin cannot give");
            return ExitCode.Usage;
        }
        var flow = new FlowFrames(uid);
        var analyzer = new TrafficAnalyzer(new TrafficAnalyzerOptions(), flow);
        var code = CaptureFrames.Read(
            capture,
            visit =>
            {
                var frame = visit.Frame;
                if (frame.IsPacket)
                {
                    analyzer.Process(frame.Number, frame.Time, frame.LinkType, frame.Data, frame.OriginalLength);
                }
            },
            cancellation
        );
        analyzer.Finish();
        if (code == ExitCode.Unreadable)
        {
            return code;
        }
        if (flow.Flow is null)
        {
            Message.Write($"{capture} has no flow {uid}");
            return ExitCode.Usage;
        }
        return Write(capture, output, frame => flow.Has(frame.Frame), cancellation);
    }

    private static int Write(string capture, string output, Choice isChosen, CancellationToken cancellation)
    {
        if (capture != EvidenceInputs.Stdin && Path.GetFullPath(capture) == Path.GetFullPath(output))
        {
            Message.Write("the slice would overwrite the capture");
            return ExitCode.Usage;
        }
        try
        {
            using var file = File.Create(output);
            using var slice = new CaptureSlice(
                file,
                capture is EvidenceInputs.Stdin ? "stdin" : Path.GetFileName(capture)
            );
            return CaptureFrames.Read(
                capture,
                visit =>
                {
                    var frame = visit.Frame;
                    if (frame.IsPacket && isChosen(visit))
                    {
                        slice.Add(
                            frame.Number,
                            frame.Time,
                            frame.LinkType,
                            frame.Data,
                            frame.OriginalLength,
                            frame.Comment,
                            frame.Flags
                        );
                    }
                },
                cancellation
            );
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Message.Write($"{output}: {failure.Message}");
            return ExitCode.Unreadable;
        }
    }
}
