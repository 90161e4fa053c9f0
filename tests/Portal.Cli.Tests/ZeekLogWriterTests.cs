using Portal.Analysis.Importers;
using Portal.Analysis.Store;
using Portal.Samples;

namespace Portal.Cli.Tests;

/// <summary>A Zeek log goes in and the same lines come out.</summary>
public sealed class ZeekLogWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Sets() =>
        ["lsass-campaign-01", "rita-open_conns-open", "rita-proxy", "wrccdc-2018-tsv-gz"];

    [Theory]
    [MemberData(nameof(Sets))]
    public void Zeeks_own_logs_come_back_line_by_line(string set)
    {
        foreach (var path in Directory.GetFiles(Corpus.File($"zeek/{set}")).Order(StringComparer.Ordinal))
        {
            var original = ReadLines(path);
            var fields = original.First(line => line.StartsWith("#fields", StringComparison.Ordinal)).Split('\t')[1..];
            var types = original.First(line => line.StartsWith("#types", StringComparison.Ordinal));
            var rows = original.Where(line => !line.StartsWith('#')).Order(StringComparer.Ordinal).ToList();

            var written = Write(path, fields);

            Assert.Contains(types, written);
            var ours = written.Where(line => !line.StartsWith('#')).Order(StringComparer.Ordinal).ToList();
            Assert.Equal(rows.Count, ours.Count);
            foreach (var (theirs, mine) in rows.Zip(ours))
            {
                Assert.True(Same(theirs, mine), $"{path}:\n{theirs}\n{mine}");
            }
        }
    }

    [Fact]
    public void Rows_are_in_the_order_of_time_and_then_of_place()
    {
        var path = _folder.Write(
            "conn.log",
            "#separator \\x09\n#path\tconn\n#fields\tts\tuid\n#types\ttime\tstring\n2.0\tb\n1.0\tz\n2.0\ta\n1.0\ty\n"
        );

        Assert.Equal(
            ["1.000000\tz\t6", "1.000000\ty\t8", "2.000000\tb\t5", "2.000000\ta\t7"],
            Write(path, ["ts", "uid", "line"]).Where(line => !line.StartsWith('#'))
        );
    }

    [Fact]
    public void An_empty_table_is_just_its_header()
    {
        var path = _folder.Write("conn.log", "#separator \\x09\n#path\tconn\n#fields\tts\n#types\ttime\n1.0\n");

        var lines = Write(path, null, "quic");

        Assert.All(lines, line => Assert.StartsWith("#", line, StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("#fields\tts\tuid\tid.orig_h", StringComparison.Ordinal));
        Assert.Equal("#path\tquic", lines[4]);
    }

    private List<string> Write(string path, IReadOnlyList<string>? columns, string? table = null)
    {
        var set = EvidenceImporter.Import(path, new RecordStore(Path.Combine(_folder.Path, "records")));
        using var database = RecordDatabase.Open([set]);
        using var output = new StringWriter { NewLine = "\n" };
        var log = LogTable.TryOpen(database, table ?? set.Manifest.Records.Keys.Single(), columns, out var reason);
        Assert.True(log is not null, reason);
        ZeekLogWriter.Write(log, output, CancellationToken.None);
        return [.. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    private static List<string> ReadLines(string path)
    {
        using Stream file = File.OpenRead(path);
        using var content = path.EndsWith(".gz", StringComparison.Ordinal)
            ? new System.IO.Compression.GZipStream(file, System.IO.Compression.CompressionMode.Decompress)
            : file;
        using var reader = new StreamReader(content);
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            lines.Add(line);
        }
        return lines;
    }

    /// <summary>Field by field; other writers than Zeek's give fewer or more digits.</summary>
    private static bool Same(string theirs, string mine)
    {
        var a = theirs.Split('\t');
        var b = mine.Split('\t');
        return a.Length == b.Length && a.Zip(b).All(pair => Equal(pair.First, pair.Second));
    }

    private static bool Equal(string a, string b) =>
        a == b
        || (double.TryParse(a, out var x) && double.TryParse(b, out var y) && Math.Abs(x - y) <= 1e-6)
        || (
            a.Contains(',', StringComparison.Ordinal)
            && a.Split(',').Zip(b.Split(',')).All(pair => Equal(pair.First, pair.Second))
        );
}
