using System.CommandLine;
using Portal.Analysis.Demo;

namespace Portal.Cli.Commands;

/// <summary><c>portal demo</c>: writes the demo incident.</summary>
internal sealed class DemoCommand : ICommand
{
    public Command Create()
    {
        var folder = new Option<DirectoryInfo>("--out", "-o")
        {
            Description = "Folder for the capture, its logs, host events, threat feed and truth.json",
            Required = true,
        };
        var command = new Command("demo", "Write the demo incident INC-2025-1547.") { folder };
        command.SetAction(parsed =>
        {
            var target = parsed.GetRequiredValue(folder).FullName;
            var capture = DemoIncident.Write(target);
            Console.Error.WriteLine($"portal: wrote {target} (capture {Path.GetFileName(capture)})");
            return ExitCode.Done;
        });
        return command;
    }
}
