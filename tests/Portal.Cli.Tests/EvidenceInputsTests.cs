namespace Portal.Cli.Tests;

public sealed class EvidenceInputsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public EvidenceInputsTests()
    {
        foreach (var name in new[] { "b.log", "a.log", "sub/c.log", "sub/deep/d.log", "sub/e.pcap", ".hidden" })
        {
            _folder.Write(name, "x");
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.log", "a.log")]
    [InlineData("*.log", "a.log b.log")]
    [InlineData("?.log", "a.log b.log")]
    [InlineData("s*/*.log", "sub/c.log")]
    [InlineData("**/*.log", "a.log b.log sub/c.log sub/deep/d.log")]
    [InlineData("sub/**/*.log", "sub/c.log sub/deep/d.log")]
    [InlineData("sub", "sub/c.log sub/deep/d.log sub/e.pcap")]
    [InlineData(".", "a.log b.log sub/c.log sub/deep/d.log sub/e.pcap")]
    public void Files_folders_and_globs_mean_their_files(string argument, string expected)
    {
        var inputs = EvidenceInputs.Expand([Path.Combine(_folder.Path, argument)], out var missing);

        Assert.Empty(missing);
        Assert.Equal(expected.Split(' '), inputs.Select(input => Path.GetRelativePath(_folder.Path, input.Path)));
    }

    [Fact]
    public void What_is_not_there_is_told_and_the_same_file_counts_once()
    {
        var file = Path.Combine(_folder.Path, "a.log");

        var inputs = EvidenceInputs.Expand([file, file, "-", "/no/such/*.pcap"], out var missing);

        Assert.Equal([file, "-"], inputs.Select(input => input.Path));
        Assert.Equal(["/no/such/*.pcap"], missing);
    }
}
