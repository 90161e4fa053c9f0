using System.CommandLine;
using Portal.Analysis.Importers;
using Portal.Analysis.Objects;

namespace Portal.Cli.Commands;

/// <summary><c>portal objects</c>: the files that captures carried, by their SHA-256, and a list of them.</summary>
internal sealed class ObjectsCommand : ICommand
{
    private const string ListFile = "objects.tsv";

    public Command Create()
    {
        var captures = new Argument<string[]>("CAPTURE")
        {
            Description = "Captures (files, folders, globs, - for stdin)",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = new Option<string>("-o")
        {
            Description = "The folder to write to; made if it is not there",
            HelpName = "DIR",
            Required = true,
        };
        var keys = KeyLogFiles.Option();
        var command = new Command(
            "objects",
            "Carve the files that captures carried. They are what attackers sent: open them in a sandbox only."
        )
        {
            captures,
            output,
            keys,
        };
        command.SetAction(
            (parsed, cancellation) =>
                Task.Run(
                    () =>
                        Run(
                            parsed.GetRequiredValue(captures),
                            parsed.GetRequiredValue(output),
                            parsed.GetValue(keys) ?? [],
                            cancellation
                        ),
                    cancellation
                )
        );
        return command;
    }

    private static int Run(string[] captures, string folder, string[] keyLogs, CancellationToken cancellation)
    {
        var keys = new KeyLogFiles();
        if (!keys.TryAddNamed(keyLogs))
        {
            return ExitCode.Usage;
        }
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Message.Write($"{folder}: {failure.Message}");
            return ExitCode.Usage;
        }
        var options = new ImportOptions { Objects = new ObjectStore(folder, isFlat: true) };
        using var evidence = OpenedEvidence.Open(captures, options: options, keys: keys, cancellation: cancellation);
        if (evidence.ExitCode == ExitCode.Unreadable)
        {
            return ExitCode.Unreadable;
        }
        using var database = evidence.OpenDatabase();
        // Whether or not anything was carved: an empty list says that there was nothing.
        var table =
            LogTable.TryOpen(database, ObjectRecord.Table.Name, Columns(), out var reason)
            ?? throw new InvalidOperationException(reason);
        using (var list = new StreamWriter(Path.Combine(folder, ListFile)) { NewLine = "\n" })
        {
            list.WriteLine(string.Join('\t', table.Columns.Select(column => column.Name)));
            ZeekLogWriter.WriteRows(table, list, cancellation);
        }
        Message.Write($"{database.RowCount(table.Name)} objects in {folder}, listed in {ListFile}");
        return evidence.ExitCode;
    }

    /// <summary>What the file is called comes first, then the rest in the table's order, then whose capture it is.</summary>
    private static List<string> Columns()
    {
        List<string> columns = ["sha256"];
        columns.AddRange(
            ObjectRecord.Table.Columns.Select(column => column.Name).Except(columns, StringComparer.Ordinal)
        );
        columns.Add("evidence");
        return columns;
    }
}
