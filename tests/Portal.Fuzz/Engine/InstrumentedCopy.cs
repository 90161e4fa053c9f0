using System.Diagnostics;
using System.Reflection;
using Portal.Samples;
using SharpFuzz;

namespace Portal.Fuzz.Engine;

/// <summary>
/// Coverage needs other code than the build's: this program is copied to a folder of its own, the copies of the portal's
/// assemblies are instrumented there, and the copy does the work.
/// </summary>
internal static class InstrumentedCopy
{
    private static readonly string[] s_instrumented = ["Portal.Traffic.dll", "Portal.Analysis.dll"];

    /// <summary>This process runs instrumented code.</summary>
    public static bool IsThis { get; } =
        Assembly
            .Load("Portal.Traffic")
            .GetReferencedAssemblies()
            .Any(reference => reference.Name == typeof(SharpFuzz.Common.Trace).Assembly.GetName().Name);

    /// <summary>Runs the copy with the same arguments; returns its exit code.</summary>
    public static int Run(string[] arguments)
    {
        // Inside the source tree, where the corpus and the repository are found from.
        var folder = Path.Combine(Corpus.Top, "artifacts", "fuzz", "program");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
        var source = AppContext.BaseDirectory;
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        foreach (var assembly in s_instrumented)
        {
            Fuzzer.Instrument(Path.Combine(folder, assembly), IsOurs, Options.Value);
        }
        var program = Path.Combine(folder, Path.GetFileName(Environment.GetCommandLineArgs()[0]));
        using var process = Process.Start("dotnet", [Path.ChangeExtension(program, ".dll"), .. arguments]);
        process.WaitForExit();
        return process.ExitCode;
    }

    /// <summary>Not what the compiler made of regular expressions and the like: their branches drown ours.</summary>
    private static bool IsOurs(string type) => type.StartsWith("Portal.", StringComparison.Ordinal);
}
