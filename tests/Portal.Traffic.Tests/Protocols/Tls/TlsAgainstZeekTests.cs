using System.Globalization;
using Portal.Samples;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Tls;

/// <summary>
/// Holds <c>ssl</c> and <c>x509</c> against Zeek's logs of the same captures, value by value. What differs is explained in
/// DIFFERENCES.md beside this file.
/// </summary>
public sealed class TlsAgainstZeekTests(ITestOutputHelper output)
{
    private readonly Dictionary<string, RecordCollector> _analyses = new(StringComparer.Ordinal);

    [Fact]
    public void Ssl_rows_of_the_corpus_are_Zeeks() =>
        Assert.InRange(Compare("ssl", SslRecord.Table, ["uid"], 0.98), 700, int.MaxValue);

    [Fact]
    public void X509_rows_of_the_corpus_are_Zeeks() =>
        Assert.InRange(Compare("x509", X509Record.Table, [], 0.98), 180, int.MaxValue);

    /// <summary>Compares the rows that have a counterpart; asserts each column's share and returns their number.</summary>
    private int Compare<TRecord>(string table, Table<TRecord> ours, HashSet<string> left, double floor)
        where TRecord : class
    {
        var logs = Corpus.File("expected/zeek-logs");
        var equal = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var (paired, total) = (0, 0);
        foreach (
            var log in Directory
                .EnumerateFiles(logs, $"{table}.log", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
        )
        {
            var capture = Corpus.File(
                Path.Combine("captures", Path.GetRelativePath(logs, Path.GetDirectoryName(log)!))
            );
            if (!File.Exists(capture))
            {
                continue;
            }
            var rows = Analyze(capture).Of(ours).Select(row => Values(ours, row)).ToList();
            foreach (var want in Read(log))
            {
                total++;
                var best = rows.Where(row => Key(row) == Key(want))
                    .MaxBy(row => want.Keys.Count(c => Same(want, row, c)));
                if (best is null)
                {
                    output.WriteLine($"{Path.GetFileName(capture)}: no row for {Key(want)}");
                    continue;
                }
                paired++;
                rows.Remove(best);
                foreach (var column in want.Keys.Where(column => !left.Contains(column)))
                {
                    var isSame = Same(want, best, column);
                    equal[column] = equal.GetValueOrDefault(column) + (isSame ? 1 : 0);
                    if (!isSame)
                    {
                        output.WriteLine($"{Path.GetFileName(capture)}: {column} {want[column]} is {best[column]}");
                    }
                }
            }
        }
        output.WriteLine($"{table}: {paired} of {total} rows");
        Assert.NotEmpty(equal);
        Assert.All(equal, entry => Assert.InRange((double)entry.Value / paired, floor, 1));
        return paired;
    }

    private RecordCollector Analyze(string capture)
    {
        if (!_analyses.TryGetValue(capture, out var analysis))
        {
            analysis = RecordCollector.Analyze(capture);
            _analyses.Add(capture, analysis);
        }
        return analysis;
    }

    private static string Key(Dictionary<string, string> row) =>
        row.TryGetValue("fingerprint", out var fingerprint)
            ? string.Join(' ', fingerprint, row["host_cert"], row["client_cert"])
            : string.Join(' ', row["id.orig_h"], row["id.orig_p"], row["id.resp_h"], row["id.resp_p"]);

    private static bool Same(Dictionary<string, string> want, Dictionary<string, string> row, string column) =>
        want[column] == row[column]
        || (
            column is "ts" or "certificate.not_valid_before" or "certificate.not_valid_after"
            && decimal.TryParse(want[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var theirs)
            && decimal.TryParse(row[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var ours)
            && Math.Abs(theirs - ours) <= 0.000_001m
        );

    private static IEnumerable<Dictionary<string, string>> Read(string log)
    {
        string[] fields = [];
        foreach (var line in File.ReadLines(log))
        {
            if (line.StartsWith("#fields", StringComparison.Ordinal))
            {
                fields = line.Split('\t')[1..];
            }
            else if (line.Length > 0 && line[0] != '#')
            {
                yield return fields
                    .Zip(line.Replace(@"\\", @"\", StringComparison.Ordinal).Split('\t'))
                    .ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
            }
        }
    }

    private static Dictionary<string, string> Values<TRecord>(Table<TRecord> table, TRecord record)
        where TRecord : class =>
        table.Readers.ToDictionary(
            column => column.Definition.Name,
            column =>
                column.Read switch
                {
                    Func<TRecord, long?> read when column.Definition.Type == ZeekType.Time => Text(
                        read(record) / 1_000_000_000m
                    ),
                    Func<TRecord, long?> read => Text(read(record)),
                    Func<TRecord, bool?> read => read(record) switch
                    {
                        true => "T",
                        false => "F",
                        _ => "-",
                    },
                    Func<TRecord, string?> read => read(record) is { } text
                        ? (text.Length == 0 ? "(empty)" : text)
                        : "-",
                    Func<TRecord, IReadOnlyList<string>?> read => read(record) switch
                    {
                        null => "-",
                        [] => "(empty)",
                        var list => string.Join(',', list),
                    },
                    _ => "-",
                },
            StringComparer.Ordinal
        );

    private static string Text(decimal? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "-";
}
