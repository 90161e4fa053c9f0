using System.CommandLine;
using Portal.Traffic;
using Portal.Traffic.Fields;
using Portal.Traffic.Inspection;

namespace Portal.Cli.Commands;

/// <summary><c>portal frames</c>: the frames of a capture that a filter takes, as their numbers, fields or count.</summary>
internal sealed class FramesCommand : ICommand
{
    public Command Create()
    {
        var capture = new Argument<string>("CAPTURE") { Description = "A capture file, or - for stdin" };
        var filter = new Option<string?>("-Y") { Description = "A display filter, as Wireshark's" };
        var fields = new Option<string[]>("-e") { Description = "A field to print; may be given several times" };
        var count = new Option<bool>("--count") { Description = "Print only how many frames there are" };
        var keys = KeyLogFiles.Option();
        var command = new Command("frames", "List the frames of a capture.") { capture, filter, fields, count, keys };
        command.SetAction(
            (parsed, cancellation) =>
                Task.Run(
                    () =>
                        Run(
                            parsed.GetRequiredValue(capture),
                            parsed.GetValue(filter) ?? "",
                            parsed.GetValue(fields) ?? [],
                            parsed.GetValue(keys) ?? [],
                            parsed.GetValue(count),
                            cancellation
                        ),
                    cancellation
                )
        );
        return command;
    }

    private static int Run(
        string path,
        string filterText,
        string[] names,
        string[] keys,
        bool isCount,
        CancellationToken cancellation
    )
    {
        if (!CaptureFrames.TryReadFilter(filterText, out var filter))
        {
            return ExitCode.Usage;
        }
        var fields = names.Select(FieldCatalogue.Find).OfType<FieldDefinition>().ToList();
        if (fields.Count < names.Length)
        {
            Message.Write($"unknown field: {names.First(name => FieldCatalogue.Find(name) is null)}");
            return ExitCode.Usage;
        }
        var logs = new KeyLogFiles();
        if (!logs.TryAddNamed(keys))
        {
            return ExitCode.Usage;
        }
        using var output = StandardOutput.Open();
        var matching = 0L;
        var code =
            filterText.Trim().Length > 0 || fields.Count > 0
                ? CaptureFrames.Dissect(
                    path,
                    logs,
                    (frame, _) =>
                    {
                        if (filter.Matches(frame))
                        {
                            Print(frame.Number, frame);
                        }
                    },
                    cancellation
                )
                : CaptureFrames.Read(path, (in frame) => Print(frame.Number, null), cancellation);
        if (isCount && code != ExitCode.Unreadable)
        {
            output.WriteLine(matching);
        }
        if (filter.TimedOut > 0)
        {
            Message.Write(
                $"a regular expression took too long on {Plural.Of(filter.TimedOut, "value, which counts", "values, which count")} as not matching"
            );
        }
        return code;

        void Print(long number, DissectedFrame? frame)
        {
            matching++;
            if (!isCount)
            {
                output.WriteLine(Line(number, frame, fields));
            }
        }
    }

    private static string Line(long number, DissectedFrame? frame, List<FieldDefinition> fields) =>
        string.Join(
            '\t',
            fields
                .Select(field =>
                    string.Join(
                        ',',
                        frame!
                            .Find(field)
                            .Select(node => PrintedValue.Of(field.Print(node), !Console.IsOutputRedirected))
                    )
                )
                .Prepend(number.ToString())
        );
}
