using Portal.Analysis.Importers;
using Portal.Analysis.Tests.Store;
using Portal.Samples;

namespace Portal.Analysis.Tests.Importers.KeyLogs;

public sealed class KeyLogImporterTests : IDisposable
{
    private readonly TemporaryStore _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void A_key_log_becomes_a_row_for_each_secret_without_the_secret()
    {
        var random = new string('a', 64);
        var set = _temporary.Store.Import(
            $"# comment\nCLIENT_RANDOM {random} {new string('b', 96)}\nnothing\nEXPORTER_SECRET {random} {new string('c', 64)}\n",
            "keys.txt"
        );

        Assert.Equal("tls-key-log", set.Manifest.Kind);
        Assert.Equal([$"CLIENT_RANDOM|{random}|2"], set.Rows("SELECT label, identifier, line FROM tls_keys"));
        var warning = Assert.Single(set.Manifest.Warnings);
        Assert.Equal(("malformed_line", 3L), (warning.Code, warning.FirstPlace));
        Assert.DoesNotContain(
            Directory.EnumerateFiles(set.Folder),
            path => File.ReadAllText(path).Contains(new string('b', 32), StringComparison.OrdinalIgnoreCase)
        );
    }

    [Fact]
    public void One_in_an_archive_is_told_to_be_extracted()
    {
        using var stream = new MemoryStream();
        using (
            var zip = new System.IO.Compression.ZipArchive(stream, System.IO.Compression.ZipArchiveMode.Create, true)
        )
        {
            using var entry = zip.CreateEntry("browser.keys").Open();
            entry.Write(File.ReadAllBytes(EncryptedCaptures.KeyLog("key-update")));
        }

        var failure = Assert.Throws<UnreadableEvidenceException>(() =>
            _temporary.Store.Import(stream.ToArray(), "keys.zip")
        );

        Assert.Contains(
            "a tls-key-log file in an archive is not read, extract it first",
            failure.Message,
            StringComparison.Ordinal
        );
    }
}
