using System.CommandLine;
using System.Text;
using Portal.Analysis.Demo;

namespace Portal.Cli.Commands;

/// <summary><c>portal demo</c>: writes the demo incident, with Zeek's logs of its traffic.</summary>
internal sealed class DemoCommand : ICommand
{
    /// <summary>Tables in which no sensor but ours writes, and columns of ours that a Zeek log does not have.</summary>
    private static readonly string[] s_ownTables = ["frames_dropped"];
    private static readonly string[] s_ownColumns =
    [
        "first_frame",
        "last_frame",
        "ja4",
        "subject",
        "issuer",
        "is_self_signed",
    ];

    public Command Create()
    {
        var folder = new Option<DirectoryInfo>("--out", "-o")
        {
            Description = "Folder for the capture, its logs, host events, threat feed and truth.json",
            Required = true,
        };
        var command = new Command("demo", "Write the demo incident INC-2025-1547.") { folder };
        command.SetAction(
            (parsed, cancellation) =>
                Task.Run(() => Run(parsed.GetRequiredValue(folder).FullName, cancellation), cancellation)
        );
        return command;
    }

    private static int Run(string folder, CancellationToken cancellation)
    {
        try
        {
            var capture = DemoIncident.Write(folder);
            WriteLogs(capture, Directory.CreateDirectory(Path.Combine(folder, "zeek")).FullName, cancellation);
            Message.Write($"wrote {folder} (capture {Path.GetFileName(capture)})");
            return ExitCode.Done;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Message.Write($"{folder}: {failure.Message}");
            return ExitCode.Unreadable;
        }
    }

    private static void WriteLogs(string capture, string folder, CancellationToken cancellation)
    {
        using var evidence = OpenedEvidence.Open([capture], cancellation: cancellation);
        using var database = evidence.OpenDatabase();
        foreach (var name in evidence.Sets[0].Manifest.Records.Keys.Except(s_ownTables, StringComparer.Ordinal))
        {
            if (LogTable.TryOpen(database, name, null, out _) is not { } all)
            {
                continue;
            }
            string[] columns =
            [
                .. all.Columns.Select(column => column.Name).Except(s_ownColumns, StringComparer.Ordinal),
            ];
            if (LogTable.TryOpen(database, name, columns, out _) is { } log)
            {
                using var output = new StreamWriter(Path.Combine(folder, $"{name}.log"), false, new UTF8Encoding(false))
                {
                    NewLine = "\n",
                };
                ZeekLogWriter.Write(log, output, cancellation);
            }
        }
    }
}
