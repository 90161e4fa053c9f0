using Portal.Samples;

namespace Portal.House.Tests;

/// <summary>Names that say nothing are not used, and the top level holds what it should.</summary>
public sealed class NameTests
{
    private static readonly string[] s_empty =
    [
        "Util",
        "Utils",
        "Helper",
        "Helpers",
        "Common",
        "Shared",
        "Misc",
        "Manager",
        "Impl",
    ];

    [Fact]
    public void No_file_or_folder_has_a_name_that_says_nothing()
    {
        var names = Directory
            .EnumerateFileSystemEntries(Path.Combine(Corpus.Top, "src"), "*", SearchOption.AllDirectories)
            .Where(path =>
                !path.Contains(
                    $"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}",
                    StringComparison.Ordinal
                )
            )
            .Select(path => Path.GetFileName(path).Split('.')[0])
            .ToList();
        Assert.NotEmpty(names);

        Assert.DoesNotContain(names, name => s_empty.Any(word => name.EndsWith(word, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_source_file_is_one_thing()
    {
        var files = Directory
            .EnumerateFiles(Path.Combine(Corpus.Top, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("Migrations", StringComparison.Ordinal))
            .Select(path =>
                (Path: Path.GetRelativePath(Corpus.Top, path), Lines: System.IO.File.ReadLines(path).Count())
            )
            .ToList();
        Assert.NotEmpty(files);

        Assert.DoesNotContain(files, file => file.Lines > 500);
    }
}
