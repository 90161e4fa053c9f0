using System.Security.Cryptography;
using Portal.Samples;

namespace Portal.Cli.Tests.Commands;

public sealed class ObjectsCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>One or more captures of each of tshark's kinds. DIFFERENCES.md beside this file says where the two part.</summary>
    [Theory]
    [InlineData("http", "files/a.zip.pcap")]
    [InlineData("http", "files/pdf-dl.pcap")]
    [InlineData("http", "files/putty-upload.pcap")]
    [InlineData("http", "files/test.pcap")]
    [InlineData("http", "files/vnd.ms-cab-compressed-multi-conn.pcap")]
    [InlineData("http", "formats/80211http.pcap")]
    [InlineData("http", "formats/erspan.pcap")]
    [InlineData("http", "http/WebattackSQLinj.pcap")]
    [InlineData("http", "http/http-range-multiflows__input.pcap")]
    [InlineData("http", "http/http1.pcapng")]
    [InlineData("http", "lateral/SCRANTON.cap")]
    [InlineData("smb", "benign/smb1.pcap")]
    [InlineData("smb", "benign/smb2-peter.pcap")]
    [InlineData("smb", "benign/smb-smbclient.pcap")]
    [InlineData("smb", "files/smb-eicar-file__input.pcap")]
    [InlineData("smb", "lateral/covenant_copy_smb_CreateRequest_2020-09-22145302.cap")]
    [InlineData("smb", "lateral/smb-filename__input.pcap")]
    [InlineData("tftp", "benign/output-eve-tftp-01__input.pcap")]
    [InlineData("tftp", "benign/tftp-tx-handling-wrq__input.pcap")]
    [InlineData("tftp", "benign/tftp.pcap")]
    [InlineData("imf", "benign/arkime-imap.pcap")]
    [InlineData("imf", "benign/imap.pcap")]
    [InlineData("imf", "benign/smtp-zip.pcap")]
    [InlineData("imf", "files/smtp-attachment-md5__input.pcap")]
    [InlineData("ftp-data", "benign/ftp-active-mode.pcap")]
    [InlineData("ftp-data", "benign/ipv6.pcap")]
    [InlineData("ftp-data", "files/pe.pcap")]
    public async Task Objects_are_those_that_tshark_exports(string protocol, string name)
    {
        var tshark = Tool.Require("tshark");
        var capture = Corpus.File($"captures/{name}");
        var theirs = Path.Combine(_folder.Path, "theirs");
        var ours = Path.Combine(_folder.Path, "ours");

        await Tool.RunAsync(tshark, "-q", "-r", capture, "--export-objects", $"{protocol},{theirs}");
        var run = await PortalProcess.RunAsync("objects", capture, "-o", ours);

        Assert.Equal(0, run.ExitCode);
        // A file that was opened and not read is one of no bytes to tshark, and none to us.
        var wanted = Directory
            .EnumerateFiles(theirs)
            .Where(file => new FileInfo(file).Length > 0)
            .Select(Digest)
            .ToHashSet(StringComparer.Ordinal);
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
