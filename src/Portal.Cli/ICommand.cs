using System.CommandLine;

namespace Portal.Cli;

/// <summary>One verb of the command line; a class a file in <c>Commands/</c>, found by a scan.</summary>
internal interface ICommand
{
    /// <summary>The verb with its arguments, options and action; the action returns an <see cref="ExitCode"/>.</summary>
    Command Create();
}
