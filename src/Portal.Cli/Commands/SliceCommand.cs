using System.CommandLine;
using Portal.Traffic.Captures;
using Portal.Traffic.Filters;
using Portal.Traffic.Flows;
using Portal.Traffic.Inspection;

namespace Portal.Cli.Commands;

/// <summary><c>portal slice</c>: chosen frames of a capture, byte for byte, as a pcapng file.</summary>
internal sealed class SliceCommand : ICommand
{
    private delegate bool Choice(in CaptureFrame frame);

    public Command Create()
    {
        var capture = new Argument<string>("CAPTURE") { Description = "A capture file" };
        var filter = new Option<string?>("-Y") { Description = "The frames that a display filter takes" };
        var frames = new Option<string?>("--frames") { Description = "Frames by number, such as 1,5-9" };
        var uid = new Option<string?>("--uid") { Description = "The frames of a flow" };
        var output = new Option<string>("-w") { Description = "The pcapng file to write", Required = true };
        var keys = KeyLogFiles.Option();
        var command = new Command("slice", "Write some frames of a capture to a pcapng file.")
        {
            capture,
            filter,
            frames,
            uid,
            output,
            keys,
        };
        command.SetAction(
            (parsed, cancellation) =>
                Task.Run(
                    () =>
                        Run(
                            parsed.GetRequiredValue(capture),
                            (parsed.GetValue(filter), parsed.GetValue(frames), parsed.GetValue(uid)),
                            parsed.GetRequiredValue(output),
                            parsed.GetValue(keys) ?? [],
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
        string[] keys,
        CancellationToken cancellation
    )
    {
        switch (wanted)
        {
            case ({ } text, null, null):
                var logs = new KeyLogFiles();
                return CaptureFrames.TryReadFilter(text, out var filter) && logs.TryAddNamed(keys)
                    ? WriteMatching(capture, filter, logs, output, cancellation)
                    : ExitCode.Usage;
            case (null, { } text, null):
                if (FrameNumbers.TryParse(text) is { } numbers)
                {
                    return WriteChosen(capture, output, (in frame) => numbers.Contains(frame.Number), cancellation);
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
            (in frame) =>
            {
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
        return WriteChosen(capture, output, (in frame) => flow.Has(frame), cancellation);
    }

    private static int WriteMatching(
        string capture,
        DisplayFilter filter,
        KeyLogFiles keys,
        string output,
        CancellationToken cancellation
    ) =>
        Write(
            capture,
            output,
            slice =>
                CaptureFrames.Dissect(
                    capture,
                    keys,
                    (dissected, frame) =>
                    {
                        if (frame.Entry.IsPacket && filter.Matches(dissected))
                        {
                            slice.Add(frame);
                        }
                    },
                    cancellation
                )
        );

    private static int WriteChosen(string capture, string output, Choice isChosen, CancellationToken cancellation) =>
        Write(
            capture,
            output,
            slice =>
                CaptureFrames.Read(
                    capture,
                    (in frame) =>
                    {
                        if (frame.IsPacket && isChosen(frame))
                        {
                            slice.Add(CapturedFrame.Of(frame));
                        }
                    },
                    cancellation
                )
        );

    private static int Write(string capture, string output, Func<CaptureSlice, int> fill)
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
            return fill(slice);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Message.Write($"{output}: {failure.Message}");
            return ExitCode.Unreadable;
        }
    }
}
