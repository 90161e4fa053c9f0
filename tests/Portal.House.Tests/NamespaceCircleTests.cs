using System.Text.RegularExpressions;
using Portal.Samples;

namespace Portal.House.Tests;

/// <summary>Inside a project a folder uses only the ones below it: no circle of namespaces.</summary>
public sealed partial class NamespaceCircleTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData("Portal.Traffic")]
    [InlineData("Portal.Analysis")]
    [InlineData("Portal.Cases")]
    public void Top_folders_of_a_project_form_no_circle(string project)
    {
        var uses = Uses(project);
        Assert.NotEmpty(uses);

        var circle = uses.Keys.Select(room => FindCircle(room, uses)).FirstOrDefault(found => found is not null);

        Assert.True(circle is null, $"{project}: {string.Join(" → ", circle ?? [])}");
    }

    [Fact]
    public void No_protocol_uses_another_ones_folder()
    {
        var folder = Path.Combine(Corpus.Top, "src", "Portal.Traffic", "Protocols");
        var protocols = Directory.GetDirectories(folder).Select(path => Path.GetFileName(path)!).ToList();
        Assert.NotEmpty(protocols);

        var crossings =
            from protocol in protocols
            from file in Directory.EnumerateFiles(Path.Combine(folder, protocol), "*.cs", SearchOption.AllDirectories)
            from Match use in ProtocolUse().Matches(System.IO.File.ReadAllText(file))
            where use.Groups["protocol"].Value != protocol && protocols.Contains(use.Groups["protocol"].Value)
            select $"{protocol} uses {use.Groups["protocol"].Value} in {Path.GetFileName(file)}";

        Assert.Empty(crossings);
    }

    /// <summary>Which top folder names which others in its using directives.</summary>
    private static Dictionary<string, HashSet<string>> Uses(string project)
    {
        var source = Path.Combine(Corpus.Top, "src", project);
        var uses = new Dictionary<string, HashSet<string>>();
        foreach (var file in Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories))
        {
            var room = Path.GetRelativePath(source, file).Split(Path.DirectorySeparatorChar) is [var top, _, ..]
                ? top
                : "";
            if (room is "" or "Migrations")
            {
                continue;
            }
            var used = uses.TryGetValue(room, out var known) ? known : uses[room] = [];
            foreach (
                Match match in Regex.Matches(
                    System.IO.File.ReadAllText(file),
                    $@"^using {Regex.Escape(project)}\.(\w+)",
                    RegexOptions.Multiline,
                    s_patience
                )
            )
            {
                used.Add(match.Groups[1].Value);
            }
            used.Remove(room);
        }
        return uses;
    }

    private static List<string>? FindCircle(string start, Dictionary<string, HashSet<string>> uses)
    {
        var open = new Stack<List<string>>([
            [start],
        ]);
        var seen = new HashSet<string>();
        while (open.TryPop(out var path))
        {
            foreach (var next in uses.GetValueOrDefault(path[^1]) ?? [])
            {
                if (next == start)
                {
                    return [.. path, next];
                }
                if (seen.Add(next))
                {
                    open.Push([.. path, next]);
                }
            }
        }
        return null;
    }

    [GeneratedRegex(@"Portal\.Traffic\.Protocols\.(?<protocol>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ProtocolUse();
}
