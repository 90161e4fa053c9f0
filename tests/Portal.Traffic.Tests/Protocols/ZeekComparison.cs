using System.Globalization;
using Portal.Samples;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols;

/// <summary>Holds the rows of one table against Zeek's logs of all captures of the corpus, value by value.</summary>
internal sealed class ZeekComparison(ITestOutputHelper output)
{
    /// <summary>Which rows of Zeek's are compared; all by default.</summary>
    public Func<IReadOnlyDictionary<string, string>, bool> Concerns { get; init; } = _ => true;

    /// <summary>A column that differs from Zeek's by design, for a reason that <c>DIFFERENCES.md</c> beside the test tells; null for none.</summary>
    public string? Departs { get; init; }

    /// <summary>Columns whose values are names that each program invents.</summary>
    private static readonly HashSet<string> s_identifiers =
    [
        "uid",
        "fuid",
        "fuids",
        "uids",
        "id",
        "orig_fuids",
        "resp_fuids",
        "parent_fuid",
    ];

    /// <summary>Rows of files and of several flows have none.</summary>
    private static readonly string[] s_endpoints = ["id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p"];

    /// <summary>Asserts the share of equal values over all rows that Zeek has; a row that we lack counts as all unequal.</summary>
    public void Hold<TRecord>(Table<TRecord> table, int rows, double share)
        where TRecord : class
    {
        var logs = Corpus.File("expected/zeek-logs");
        var (total, equal, count) = (0, 0, 0);
        foreach (
            var log in Directory
                .EnumerateFiles(logs, $"{table.Name}.log", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
        )
        {
            var name = Path.GetRelativePath(logs, Path.GetDirectoryName(log)!);
            var capture = Path.Combine(Corpus.Folder!, "captures", name);
            if (!File.Exists(capture))
            {
                continue;
            }
            var ours = RecordCollector
                .Analyze(capture)
                .Of(table)
                .Select(record => Row(table, record))
                .ToLookup(Endpoints);
            var left = ours.ToDictionary(group => group.Key, group => group.ToList());
            foreach (var want in Read(log).Where(row => Concerns(row)))
            {
                var columns = want.Keys.Where(column => !s_identifiers.Contains(column) && column != Departs).ToList();
                var pool = left.GetValueOrDefault(Endpoints(want)) ?? [];
                var best = pool.MaxBy(row => columns.Count(column => Same(want[column], row[column])));
                count++;
                total += columns.Count;
                if (best is null)
                {
                    output.WriteLine($"{name}: no row at {want["ts"]} of {Endpoints(want)}");
                    continue;
                }
                pool.Remove(best);
                var unequal = columns.Where(column => !Same(want[column], best[column])).ToList();
                equal += columns.Count - unequal.Count;
                unequal.ForEach(column => output.WriteLine($"{name}: {column} {want[column]} is {best[column]}"));
            }
        }
        output.WriteLine($"{table.Name}: {equal} of {total} values in {count} rows");
        Assert.Equal(rows, count);
        Assert.InRange((double)equal / total, share, 1);
    }

    private static string Endpoints(Dictionary<string, string> row) =>
        string.Join(' ', s_endpoints.Select(column => row.GetValueOrDefault(column, "")));

    private static bool Same(string want, string ours) =>
        want == ours
        || (
            double.TryParse(want, NumberStyles.Float, CultureInfo.InvariantCulture, out var theirs)
            && double.TryParse(ours, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && Math.Abs(theirs - value) <= 0.000_001 + Math.Abs(theirs) * 1e-12
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
                yield return fields.Zip(line.Split('\t')).ToDictionary(pair => pair.First, pair => pair.Second);
            }
        }
    }

    private static Dictionary<string, string> Row<TRecord>(Table<TRecord> table, TRecord record)
        where TRecord : class =>
        table.Readers.ToDictionary(column => column.Definition.Name, column => Text(column, record));

    /// <summary>A value as a Zeek log has it.</summary>
    public static string Text<TRecord>(Column<TRecord> column, TRecord record)
        where TRecord : class =>
        column.Read switch
        {
            Func<TRecord, long?> read when column.Definition.Type == ZeekType.Time => read(record) is { } time
                ? (time / 1_000_000_000m).ToString("F6", CultureInfo.InvariantCulture)
                : "-",
            Func<TRecord, long?> read => read(record)?.ToString(CultureInfo.InvariantCulture) ?? "-",
            Func<TRecord, double?> read => read(record)?.ToString("F6", CultureInfo.InvariantCulture) ?? "-",
            Func<TRecord, bool?> read => read(record) is { } truth ? (truth ? "T" : "F") : "-",
            Func<TRecord, string?> read => read(record) is { } text ? Escape(text) : "-",
            Func<TRecord, IReadOnlyList<string>?> read => read(record) switch
            {
                null => "-",
                [] => "(empty)",
                var list => string.Join(
                    ',',
                    list.Select(item => Escape(item).Replace(",", "\\x2c", StringComparison.Ordinal))
                ),
            },
            Func<TRecord, IReadOnlyList<long>?> read => read(record) is { } list ? string.Join(',', list) : "-",
            Func<TRecord, IReadOnlyList<double>?> read => read(record) is { } list
                ? string.Join(',', list.Select(item => item.ToString("F6", CultureInfo.InvariantCulture)))
                : "-",
            _ => throw new InvalidOperationException(column.Definition.Name),
        };

    private static string Escape(string text) => text.Length == 0 ? "(empty)" : ZeekText.Escape(text);
}
