using System.CommandLine;
using Portal.Cli;

var root = new RootCommand("Network Investigation Portal: from captures and logs to findings with their frames.");
foreach (var command in CommandCatalogue.All())
{
    root.Subcommands.Add(command.Create());
}

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
    {
        await Console.Error.WriteLineAsync($"portal: {error.Message}");
    }
    await Console.Error.WriteLineAsync("Try 'portal --help' or 'portal COMMAND --help'.");
    return ExitCode.Usage;
}
return await parsed.InvokeAsync();
