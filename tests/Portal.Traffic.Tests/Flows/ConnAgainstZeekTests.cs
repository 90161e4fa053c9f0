using System.Globalization;
using Portal.Samples;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Flows;

/// <summary>
/// Holds our <c>conn</c> against Zeek's logs of the same captures, value by value. Explained differences are in
/// ZEEK-DIFFERENCES.md beside this file.
/// </summary>
public sealed class ConnAgainstZeekTests(ITestOutputHelper output)
{
    /// <summary>Service names come from the protocols, and are theirs to compare.</summary>
    private static readonly HashSet<string> s_left = ["uid", "tunnel_parents", "service"];

    [Fact]
    public void Conn_rows_of_the_corpus_are_Zeeks()
    {
        var logs = Corpus.File("expected/zeek-logs");
        var equal = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var total = 0;
        foreach (
            var log in Directory
                .EnumerateFiles(logs, "conn.log", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
        )
        {
            var capture = Corpus.File(
                Path.Combine("captures", Path.GetRelativePath(logs, Path.GetDirectoryName(log)!))
            );
            total += Compare(log, capture, equal);
        }

        Assert.True(total > 7000, $"only {total} rows were compared");
        foreach (var (column, count) in equal)
        {
            output.WriteLine($"{column} {count}/{total}");
        }
        Assert.All(equal, entry => Assert.InRange((double)entry.Value / total, Floor(entry.Key), 1));
    }

    /// <summary>Measured, less a little: Community ID differs for flows of a host with itself, where Zeek departs from the specification.</summary>
    private static double Floor(string column) => column == "community_id" ? 0.93 : 0.995;

    private static int Compare(string log, string capture, SortedDictionary<string, int> equal)
    {
        var (fields, theirs) = Read(log);
        var compared = fields.Where(field => !s_left.Contains(field)).ToArray();
        var ours = RecordCollector
            .Analyze(capture)
            .Of(ConnRecord.Table)
            .Select(Values)
            .ToLookup(Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        foreach (var want in theirs)
        {
            var best = ours.GetValueOrDefault(Key(want))
                ?.MaxBy(row => (Same(want, row, "ts"), compared.Count(c => Same(want, row, c))));
            if (best is not null)
            {
                ours[Key(want)].Remove(best);
            }
            foreach (var column in compared)
            {
                equal[column] =
                    equal.GetValueOrDefault(column) + (best is not null && Same(want, best, column) ? 1 : 0);
            }
        }
        return theirs.Count;
    }

    private static string Key(Dictionary<string, string> row) =>
        string.Join(' ', row["id.orig_h"], row["id.orig_p"], row["id.resp_h"], row["id.resp_p"], row["proto"]);

    private static bool Same(Dictionary<string, string> want, Dictionary<string, string> row, string column)
    {
        var (a, b) = (want[column], row[column]);
        return a == b
            || (
                decimal.TryParse(a, NumberStyles.Float, CultureInfo.InvariantCulture, out var x)
                && decimal.TryParse(b, NumberStyles.Float, CultureInfo.InvariantCulture, out var y)
                && Math.Abs(x - y) <= 0.000_001m + (0.000_001m * Math.Abs(x))
            );
    }

    private static (string[] Fields, List<Dictionary<string, string>> Rows) Read(string log)
    {
        string[] fields = [];
        var rows = new List<Dictionary<string, string>>();
        foreach (var line in File.ReadLines(log))
        {
            if (line.StartsWith("#fields", StringComparison.Ordinal))
            {
                fields = line.Split('\t')[1..];
            }
            else if (line.Length > 0 && line[0] != '#')
            {
                rows.Add(
                    fields
                        .Zip(line.Split('\t'))
                        .ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal)
                );
            }
        }
        return (fields, rows);
    }

    private static Dictionary<string, string> Values(ConnRecord record) =>
        ConnRecord.Table.Readers.ToDictionary(
            column => column.Definition.Name,
            column =>
                column.Read switch
                {
                    Func<ConnRecord, long?> read when column.Definition.Type == ZeekType.Time => Text(
                        read(record) / 1_000_000_000m
                    ),
                    Func<ConnRecord, long?> read => Text(read(record)),
                    Func<ConnRecord, double?> read => read(record)?.ToString("F9", CultureInfo.InvariantCulture) ?? "-",
                    Func<ConnRecord, bool?> read => read(record) switch
                    {
                        true => "T",
                        false => "F",
                        _ => "-",
                    },
                    Func<ConnRecord, string?> read => read(record) ?? "-",
                    _ => "-",
                },
            StringComparer.Ordinal
        );

    private static string Text(decimal? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "-";
}
