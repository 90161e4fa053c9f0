using System.Security.Cryptography;
using Portal.Samples;

namespace Portal.Cli.Tests.Commands;

public sealed class ObjectsCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("http", "files/a.zip.pcap")]
    [InlineData("http", "files/pdf-dl.pcap")]
    [InlineData("http", "files/putty-upload.pcap")]
    [InlineData("http", "files/test.pcap")]
    [InlineData("http", "files/vnd.ms-cab-compressed-multi-conn.pcap")]
    public async Task Objects_are_those_that_tshark_exports(string protocol, string name)
    {
        var tshark = Tool.Require("tshark");
        var capture = Corpus.File($"captures/{name}");
        var theirs = Path.Combine(_folder.Path, "theirs");
        var ours = Path.Combine(_folder.Path, "ours");

        await Tool.RunAsync(tshark, "-q", "-r", capture, "--export-objects", $"{protocol},{theirs}");
        var run = await PortalProcess.RunAsync("objects", capture, "-o", ours);

        Assert.Equal(0, run.ExitCode);
        var wanted = Directory.EnumerateFiles(theirs).Select(Digest).ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(wanted);
        Assert.Empty(Directory.EnumerateDirectories(ours));
        Assert.Empty(wanted.Except(Directory.EnumerateFiles(ours).Select(Path.GetFileName)));
        Assert.All(Objects(ours), file => Assert.Equal(Path.GetFileName(file), Digest(file)));
        Assert.Equal(
            Objects(ours).Select(Path.GetFileName).Order(StringComparer.Ordinal),
            File.ReadLines(Path.Combine(ours, "objects.tsv"))
                .Skip(1)
                .Select(line => line.Split('\t')[0])
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_capture_without_files_gives_an_empty_list()
    {
        var run = await PortalProcess.RunAsync(
            "objects",
            Corpus.File("captures/files/elf.pcap"),
            "-o",
            Path.Combine(_folder.Path, "new", "folder")
        );

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith(
            "sha256\tts\tuid\t",
            Assert.Single(File.ReadAllLines(Path.Combine(_folder.Path, "new", "folder", "objects.tsv"))),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_is_no_capture_is_refused()
    {
        var run = await PortalProcess.RunAsync("objects", _folder.Write("a.txt", "words"), "-o", _folder.Path);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("a.txt", run.Error, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Objects(string folder) =>
        Directory.EnumerateFiles(folder).Where(file => Path.GetFileName(file) != "objects.tsv");

    private static string Digest(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
}
