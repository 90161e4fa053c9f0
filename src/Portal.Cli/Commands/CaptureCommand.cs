using System.CommandLine;
using Portal.Traffic;
using Portal.Traffic.Live;

namespace Portal.Cli.Commands;

/// <summary><c>portal capture</c>: frames from an interface into files, with tcpdump's options.</summary>
internal sealed class CaptureCommand : ICommand
{
    /// <summary>tcpdump's <c>-C</c> counts millions of bytes.</summary>
    private const long Megabyte = 1_000_000;

    private readonly Option<string> _interface = new("-i", "--interface")
    {
        Description = "Interface to capture from, see -D",
        HelpName = "IF",
    };

    private readonly Option<string> _filter = new("-f", "--filter")
    {
        Description = "Capture filter in libpcap's language, for example 'tcp port 443'",
        HelpName = "BPF",
    };

    private readonly Option<string> _file = new("-w", "--write")
    {
        Description = "File to write, or - for stdout",
        HelpName = "FILE",
    };

    private readonly Option<int?> _megabytes = new("-C", "--file-size")
    {
        Description = "Begin the next file (FILE1, FILE2, ...) when one has this many millions of bytes",
        HelpName = "MB",
    };

    private readonly Option<int?> _files = new("-W", "--file-count")
    {
        Description = "With -C: keep this many files (FILE0, FILE1, ...) and overwrite the oldest",
        HelpName = "COUNT",
    };

    private readonly Option<long?> _frames = new("-c", "--frames")
    {
        Description = "Stop after this many frames; else Ctrl+C stops",
        HelpName = "FRAMES",
    };

    private readonly Option<bool> _list = new("-D", "--list-interfaces") { Description = "List the interfaces" };

    public Command Create()
    {
        var command = new Command("capture", "Capture frames from an interface into pcap files.")
        {
            _interface,
            _filter,
            _file,
            _megabytes,
            _files,
            _frames,
            _list,
        };
        command.Validators.Add(result =>
        {
            if (FindUsageError(result) is { } error)
            {
                result.AddError(error);
            }
        });
        command.SetAction(
            (parsed, cancellation) =>
                Task.Run(
                    () => parsed.GetValue(_list) ? ListInterfaces() : Run(parsed, cancellation),
                    CancellationToken.None
                )
        );
        return command;
    }

    private string? FindUsageError(System.CommandLine.Parsing.CommandResult result)
    {
        if (result.GetValue(_list))
        {
            return null;
        }
        if (result.GetValue(_interface) is null || result.GetValue(_file) is null)
        {
            return "capture needs -i IF and -w FILE (or -D, which lists the interfaces)";
        }
        if (result.GetValue(_megabytes) < 1 || result.GetValue(_files) < 1 || result.GetValue(_frames) < 1)
        {
            return "-C, -W and -c take numbers from 1";
        }
        if (result.GetValue(_files) is not null && result.GetValue(_megabytes) is null)
        {
            return "-W needs -C";
        }
        return result.GetValue(_file) is "-" && result.GetValue(_megabytes) is not null
            ? "stdout cannot be rotated: leave out -C"
            : null;
    }

    private static int ListInterfaces()
    {
        try
        {
            foreach (var device in CaptureDevice.List())
            {
                Console.Out.WriteLine($"{device.Name}\t{string.Join(',', device.Addresses)}\t{device.Description}");
            }
            return ExitCode.Done;
        }
        catch (LiveCaptureException failure)
        {
            Message.Write(failure.Message);
            return ExitCode.Unreadable;
        }
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        try
        {
            using var capture = LiveCapture.Open(
                new LiveCaptureOptions
                {
                    Interface = parsed.GetRequiredValue(_interface),
                    Filter = parsed.GetValue(_filter),
                }
            );
            using var output = OpenOutput(parsed, capture);
            Message.Write($"capturing on {parsed.GetValue(_interface)} ({capture.LinkType})");
            return Report(capture.Run(output, parsed.GetValue(_frames), cancellation), output);
        }
        catch (LiveCaptureException failure)
        {
            Message.Write(failure.Message);
            return failure.IsFilterWrong ? ExitCode.Usage : ExitCode.Unreadable;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Message.Write($"{parsed.GetValue(_file)}: {failure.Message}");
            return ExitCode.Unreadable;
        }
    }

    private CaptureFileRing OpenOutput(ParseResult parsed, LiveCapture capture) =>
        parsed.GetRequiredValue(_file) is var path && path is "-"
            ? new CaptureFileRing(Console.OpenStandardOutput(), capture.LinkType)
            : new CaptureFileRing(
                path,
                capture.LinkType,
                parsed.GetValue(_megabytes) * Megabyte,
                parsed.GetValue(_files)
            );

    private static int Report(LiveCaptureSummary summary, CaptureFileRing output)
    {
        var files = Plural.Of(output.FilesBegun, "file", "files");
        Message.Write($"{Plural.Of(summary.Frames, "frame", "frames")} in {files}");
        if (summary.Received is { } received)
        {
            Message.Write(
                $"{received} received by filter, {summary.Dropped} dropped by kernel, {summary.DroppedByInterface} dropped by interface"
            );
        }
        if (summary.Error is null)
        {
            return ExitCode.Done;
        }
        Message.Write($"stopped: {summary.Error}");
        return ExitCode.Partial;
    }
}
