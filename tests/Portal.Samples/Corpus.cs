namespace Portal.Samples;

/// <summary>
/// Finds the shared corpus of real captures beside the source tree, and programs that tests compare with. A test that needs
/// one asks here and says in one line why it was skipped.
/// </summary>
public static class Corpus
{
    /// <summary>Folder with <c>Portal.sln</c>, found upwards from the test's binaries.</summary>
    public static string Top { get; } = FindTop();

    /// <summary>The corpus' folder, from <c>PORTAL_CORPUS</c> or <c>../shared/corpus</c>; null if there is none.</summary>
    public static string? Folder { get; } =
        new[] { Environment.GetEnvironmentVariable("PORTAL_CORPUS"), Path.Combine(Top, "..", "shared", "corpus") }
            .Where(folder => folder is not null && System.IO.File.Exists(Path.Combine(folder, "MANIFEST.tsv")))
            .Select(folder => Path.GetFullPath(folder!))
            .FirstOrDefault();

    /// <summary>A file or folder of the corpus; skips the running test when the corpus is not there.</summary>
    public static string File(string relative)
    {
        Assert.SkipWhen(Folder is null, "the shared corpus is not beside the source tree (set PORTAL_CORPUS)");
        return Path.Combine(Folder!, relative);
    }

    private static string FindTop()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "Portal.sln")))
        {
            folder = folder.Parent;
        }
        return folder?.FullName ?? throw new DirectoryNotFoundException("Portal.sln was not found above the tests.");
    }
}
