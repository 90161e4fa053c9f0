using System.IO.Enumeration;

namespace Portal.Cli;

/// <summary>Finds the files that EVIDENCE arguments mean: files, whole folders, globs, and <c>-</c> for stdin.</summary>
internal static class EvidenceInputs
{
    public const string Stdin = "-";

    /// <summary>Paths in the order of the arguments, those of a folder or glob in ordinal order, each once.</summary>
    /// <param name="arguments">As typed.</param>
    /// <param name="missing">Arguments that mean no file.</param>
    public static IReadOnlyList<EvidenceInput> Expand(
        IReadOnlyList<string> arguments,
        out IReadOnlyList<string> missing
    )
    {
        var found = new List<EvidenceInput>();
        var absent = new List<string>();
        foreach (var argument in arguments)
        {
            if (argument is Stdin || File.Exists(argument))
            {
                found.Add(new EvidenceInput(argument, IsNamed: true));
            }
            else if (Directory.Exists(argument))
            {
                found.AddRange(FilesOf(argument).Select(path => new EvidenceInput(path, IsNamed: false)));
            }
            else if (Matches(argument) is { Count: > 0 } matches)
            {
                found.AddRange(matches.Select(path => new EvidenceInput(path, IsNamed: false)));
            }
            else
            {
                absent.Add(argument);
            }
        }
        missing = absent;
        return [.. found.DistinctBy(input => input.Path, StringComparer.Ordinal)];
    }

    private static IEnumerable<string> FilesOf(string folder) =>
        Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => !Path.GetFileName(path).StartsWith('.'))
            .Order(StringComparer.Ordinal);

    /// <summary>Files that a pattern with <c>*</c>, <c>?</c> or <c>**</c> matches.</summary>
    private static List<string> Matches(string pattern)
    {
        if (pattern.IndexOfAny(['*', '?']) < 0)
        {
            return [];
        }
        var root = Path.IsPathRooted(pattern) ? Path.GetPathRoot(pattern)! : "";
        var segments = pattern[root.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> folders = [root];
        foreach (var segment in segments[..^1])
        {
            folders = folders.SelectMany(folder => FoldersOf(folder, segment));
        }
        return
        [
            .. folders
                .Where(folder => Directory.Exists(Here(folder)))
                .SelectMany(folder => Names(Directory.EnumerateFiles(Here(folder)), folder, segments[^1]))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<string> FoldersOf(string folder, string segment)
    {
        if (segment is "**")
        {
            return Directory
                .EnumerateDirectories(Here(folder), "*", SearchOption.AllDirectories)
                .Select(path => folder.Length == 0 ? path[2..] : path)
                .Prepend(folder);
        }
        return segment.IndexOfAny(['*', '?']) < 0
            ? [Path.Combine(folder, segment)]
            : Names(Directory.EnumerateDirectories(Here(folder)), folder, segment);
    }

    private static IEnumerable<string> Names(IEnumerable<string> paths, string folder, string pattern) =>
        paths
            .Select(path => Path.GetFileName(path)!)
            .Where(name => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false))
            .Where(name => !name.StartsWith('.') || pattern.StartsWith('.'))
            .Select(name => Path.Combine(folder, name));

    private static string Here(string folder) => folder.Length == 0 ? "./" : folder;
}
