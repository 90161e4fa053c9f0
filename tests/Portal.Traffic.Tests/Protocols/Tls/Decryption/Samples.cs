using Portal.Samples;
using Portal.Traffic.Captures;
using Portal.Traffic.Flows;
using Portal.Traffic.KeyLogs;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Tls.Decryption;

/// <summary>What comes of the captures of this folder with their key logs.</summary>
internal static class Samples
{
    public static string Capture(string name) => EncryptedCaptures.File(name);

    public static string KeyLogFile(string name) => EncryptedCaptures.KeyLog(name);

    /// <param name="name">Of the capture.</param>
    /// <param name="change">Of each line of its key log; null drops it.</param>
    public static KeyLog Keys(string name, Func<string, string?>? change = null)
    {
        var lines = File.ReadLines(KeyLogFile(name)).Select(line => change is null ? line : change(line));
        var keys = new KeyLog();
        using var content = new MemoryStream(
            System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines.Where(line => line is not null)))
        );
        Assert.Equal(0, keys.Read(content).Damaged);
        return keys;
    }

    public static RecordCollector Analyze(string name, KeyLog? keys) =>
        RecordCollector.Analyze(Capture(name), new TrafficAnalyzerOptions { Keys = keys });

    /// <summary>Analyses the frames of a capture as they come out of <paramref name="change"/>; null loses one.</summary>
    public static RecordCollector Analyze(string path, KeyLog keys, Func<long, byte[], byte[]?> change)
    {
        var records = new RecordCollector();
        var analyzer = new TrafficAnalyzer(new TrafficAnalyzerOptions { Keys = keys }, records);
        using var stream = File.OpenRead(path);
        using var reader = CaptureReader.Open(stream);
        while (reader.TryReadNext(out var frame))
        {
            if (change(frame.Number, frame.Data.ToArray()) is { } bytes)
            {
                analyzer.Process(frame.Number, frame.Time, frame.LinkType, bytes, frame.OriginalLength);
            }
        }
        analyzer.Finish();
        Assert.Equal(0, analyzer.Counters.AnalyzerFailures);
        return records;
    }

    public static IReadOnlyList<string> Values<TRecord>(
        RecordCollector records,
        Table<TRecord> table,
        params string[] left
    )
        where TRecord : class =>
        [
            .. records
                .Of(table)
                .Select(row =>
                    string.Join(
                        '|',
                        table
                            .Readers.Where(column => !left.Contains(column.Definition.Name))
                            .Select(column => Text(column.Read.DynamicInvoke(row)))
                    )
                )
                .Order(StringComparer.Ordinal),
        ];

    private static string Text(object? value) =>
        value is IEnumerable<string> many ? string.Join(',', many) : $"{value}";
}
