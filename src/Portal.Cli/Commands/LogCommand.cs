using System.CommandLine;

namespace Portal.Cli.Commands;

/// <summary><c>portal log</c>: one table of a case as a Zeek log or JSON lines.</summary>
internal sealed class LogCommand : ICommand
{
    public Command Create()
    {
        var words = new Argument<string[]>("EVIDENCE... TABLE")
        {
            Description = "Captures and logs (files, folders, globs, - for stdin), then the table, for example conn",
            Arity = new ArgumentArity(2, 100_000),
        };
        var columns = new Option<string?>("--columns")
        {
            Description = "Names of the columns to print, separated by commas",
            HelpName = "a,b",
        };
        var json = new Option<bool>("--json") { Description = "JSON, one object a line" };
        var keep = new Option<string?>("--out") { Description = "Folder that keeps the record sets", HelpName = "DIR" };
        var import = new ImportArguments();
        var command = new Command("log", "Print one table of captures or logs as a Zeek log.")
        {
            words,
            columns,
            json,
            keep,
        };
        import.AddTo(command);
        command.SetAction(
            (parsed, cancellation) =>
                Task.Run(
                    () =>
                        Run(
                            parsed.GetRequiredValue(words),
                            parsed.GetValue(columns)?.Split(','),
                            parsed.GetValue(json),
                            parsed.GetValue(keep),
                            parsed,
                            import,
                            cancellation
                        ),
                    cancellation
                )
        );
        return command;
    }

    private static int Run(
        string[] words,
        string[]? columns,
        bool isJson,
        string? keep,
        ParseResult parsed,
        ImportArguments import,
        CancellationToken cancellation
    )
    {
        if (!import.TryRead(parsed, out var options, out var keys))
        {
            return ExitCode.Usage;
        }
        using var evidence = OpenedEvidence.Open(words[..^1], keep, options, keys, cancellation);
        if (evidence.ExitCode == ExitCode.Unreadable)
        {
            return ExitCode.Unreadable;
        }
        using var database = evidence.OpenDatabase();
        if (LogTable.TryOpen(database, words[^1], columns, out var reason) is not { } table)
        {
            Message.Write(reason);
            return ExitCode.Usage;
        }
        if (isJson)
        {
            using var output = Console.OpenStandardOutput();
            JsonLinesWriter.Write(table, output, cancellation);
        }
        else
        {
            using var output = StandardOutput.Open();
            ZeekLogWriter.Write(table, output, cancellation);
        }
        return evidence.ExitCode;
    }
}
