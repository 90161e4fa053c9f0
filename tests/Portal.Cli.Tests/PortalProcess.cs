using Portal.Samples;

namespace Portal.Cli.Tests;

/// <summary>Runs the built <c>portal</c> as its users do.</summary>
internal static class PortalProcess
{
    private static readonly string s_assembly = typeof(ExitCode).Assembly.Location;

    public static Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) =>
        Tool.RunAsync("dotnet", ["exec", s_assembly, .. arguments]);
}
