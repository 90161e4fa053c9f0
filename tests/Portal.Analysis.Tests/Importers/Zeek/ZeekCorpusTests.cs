using System.IO.Compression;
using Portal.Analysis.Importers;
using Portal.Analysis.Store;
using Portal.Analysis.Tests.Store;
using Portal.Samples;

namespace Portal.Analysis.Tests.Importers.Zeek;

/// <summary>Every log of the corpus, counted independently of the importers.</summary>
public sealed class ZeekCorpusTests : IDisposable
{
    /// <summary>Lines that are cut off in the files themselves.</summary>
    private static readonly Dictionary<string, int> s_cutLines = new(StringComparer.Ordinal)
    {
        ["rita-truncated/conn.log"] = 1,
        ["rita-truncated/conn_json.log"] = 1,
        ["rita-truncated/conn_top.log"] = 1,
    };

    private readonly TemporaryStore _temporary = new();

    public void Dispose() => _temporary.Dispose();

    public static TheoryData<string> Sets()
    {
        var folder = Corpus.Folder is null ? null : Path.Combine(Corpus.Folder, "zeek");
        IEnumerable<string?> sets = folder is null
            ? ["none"]
            : Directory.GetDirectories(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);
        return [.. sets.Select(set => set!)];
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Every_log_imports_with_as_many_rows_as_it_has_data_lines(string set)
    {
        foreach (var path in Directory.GetFiles(Corpus.File(Path.Combine("zeek", set))).Order(StringComparer.Ordinal))
        {
            var name = $"{set}/{Path.GetFileName(path)}";
            var manifest = EvidenceImporter.Import(path, _temporary.Store).Manifest;

            var expected = DataLines(path) - s_cutLines.GetValueOrDefault(name);
            Assert.True(
                expected == manifest.Records.Values.Sum(),
                $"{name}: {manifest.Records.Values.Sum()} of {expected}"
            );
            Assert.True(s_cutLines.ContainsKey(name) == manifest.IsPartial, $"{name}: partial {manifest.IsPartial}");
            Assert.True(
                manifest.Warnings.All(warning => s_cutLines.ContainsKey(name)),
                $"{name}: {string.Join("; ", manifest.Warnings.Select(warning => warning.Message))}"
            );
            if (expected > 0)
            {
                Assert.Equal(ExpectedTable(path), Assert.Single(manifest.Records.Keys));
            }
        }
    }

    [Fact]
    public void A_whole_set_in_a_zip_is_one_record_set()
    {
        var folder = Corpus.File("zeek/wrccdc-2018-json-gz");
        var archive = Path.Combine(_temporary.Folder, "logs.zip");
        ZipFile.CreateFromDirectory(folder, archive);

        var set = EvidenceImporter.Import(archive, _temporary.Store);

        Assert.Equal(Directory.GetFiles(folder).Sum(DataLines), set.Manifest.Records.Values.Sum());
        Assert.Empty(set.Manifest.Warnings);
        using var database = RecordDatabase.Open([set]);
        Assert.Equal(["ssh.json.gz"], database.Query("SELECT DISTINCT member FROM ssh", reader => reader.GetString(0)));
    }

    private static long DataLines(string path)
    {
        using Stream file = File.OpenRead(path);
        using var content = path.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(file, CompressionMode.Decompress)
            : file;
        using var reader = new StreamReader(content);
        var lines = 0L;
        while (reader.ReadLine() is { } line)
        {
            lines += line.Length > 0 && line[0] != '#' ? 1 : 0;
        }
        return lines;
    }

    /// <summary>RITA's samples name their files otherwise; all others are called after the table.</summary>
    private static string ExpectedTable(string path)
    {
        var stem = Path.GetFileName(path).Split('.')[0];
        return stem.StartsWith("conn_", StringComparison.Ordinal) ? "conn"
            : stem.StartsWith("open_", StringComparison.Ordinal) ? stem[5..]
            : stem is "ORIGINALdns" ? "dns"
            : stem;
    }
}
