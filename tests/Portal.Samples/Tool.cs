using System.Diagnostics;

namespace Portal.Samples;

/// <summary>Programs that tests compare with, such as tshark.</summary>
public static class Tool
{
    /// <summary>Full path of a program on PATH, or null.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);

    /// <summary>Skips the running test when the program is not installed.</summary>
    public static string Require(string name)
    {
        var path = Find(name);
        Assert.SkipWhen(path is null, $"{name} is not installed");
        return path!;
    }

    /// <summary>Runs a program to its end and returns what it printed; both streams are read together.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        string program,
        params string[] arguments
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}
