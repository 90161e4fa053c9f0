using Portal.Samples;
using Portal.Traffic.Captures;
using Portal.Traffic.Credentials;
using Portal.Traffic.Flows;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Flows;

public sealed class ShardedTrafficAnalyzerTests
{
    [Fact]
    public void Shards_write_what_one_analyzer_writes_in_the_same_order()
    {
        var different = new List<string>();
        var lines = 0;
        foreach (var capture in Directory.EnumerateFiles(Corpus.File("captures"), "*", SearchOption.AllDirectories))
        {
            if (new FileInfo(capture).Length > 4 << 20)
            {
                continue;
            }
            var (single, sharded) = (new Journal(), new Journal());
            var options = new TrafficAnalyzerOptions { SecretKey = new SecretKey("of this test"u8) };
            var analyzer = new TrafficAnalyzer(options, single);
            using var shards = new ShardedTrafficAnalyzer(options, sharded);
            if (!TryRead(capture, (in CaptureFrame frame) => Give(frame, analyzer, shards)))
            {
                continue;
            }
            analyzer.Finish();
            shards.Finish();
            if (!single.Lines.SequenceEqual(sharded.Lines, StringComparer.Ordinal))
            {
                var place = single.Lines.Zip(sharded.Lines).TakeWhile(pair => pair.First == pair.Second).Count();
                different.Add(
                    $"{Path.GetFileName(capture)} {single.Lines.ElementAtOrDefault(place)} | {sharded.Lines.ElementAtOrDefault(place)}"
                );
            }
            lines += single.Lines.Count;
            Assert.Equal(analyzer.Counters.Frames, shards.Counters.Frames);
            Assert.Equal(analyzer.Counters.Flows, shards.Counters.Flows);
            Assert.Equal(analyzer.Counters.OtherFrames, shards.Counters.OtherFrames);
            Assert.Equal(analyzer.Counters.Anomalies, shards.Counters.Anomalies);
        }

        Assert.Empty(different);
        Assert.True(lines > 15_000, $"only {lines} rows were compared");
    }

    [Fact]
    public void A_sink_that_fails_is_told_and_stops_nobody_who_reads()
    {
        using var analyzer = new ShardedTrafficAnalyzer(new TrafficAnalyzerOptions(), new FailingSink());
        var frame = new byte[60];

        // More than all batches hold: whoever waited for the failed writer would wait for ever.
        for (var number = 1; number <= 100_000; number++)
        {
            analyzer.Write(
                WeirdRecord.Table,
                new WeirdRecord
                {
                    Timestamp = number,
                    Uid = "C1",
                    Id = null,
                    FirstFrame = number,
                    LastFrame = number,
                    Name = "odd",
                }
            );
            analyzer.Process(number, number, LinkType.Ethernet, frame, 60);
        }

        Assert.Throws<IOException>(analyzer.Finish);
        Assert.Throws<IOException>(analyzer.ThrowIfFailed);
    }

    [Fact]
    public void An_analyzer_that_is_given_up_ends_its_threads()
    {
        var analyzer = new ShardedTrafficAnalyzer(new TrafficAnalyzerOptions(), new Journal());
        analyzer.Process(1, 1, LinkType.Ethernet, new byte[60], 60);

        analyzer.Dispose();
    }

    [Fact]
    public void A_frame_larger_than_a_batch_is_taken()
    {
        var journal = new Journal();
        using var analyzer = new ShardedTrafficAnalyzer(new TrafficAnalyzerOptions(), journal);

        analyzer.Process(1, 1, LinkType.Ethernet, new byte[60], 60);
        analyzer.Process(2, 2, LinkType.Ethernet, new byte[5 << 20], 5 << 20);
        analyzer.Process(3, 3, LinkType.Ethernet, new byte[60], 60);
        analyzer.Finish();

        Assert.Equal(3, analyzer.Counters.Frames);
        Assert.Equal((5 << 20) + 120, analyzer.Counters.Bytes);
    }

    private delegate void Visit(in CaptureFrame frame);

    private static void Give(in CaptureFrame frame, TrafficAnalyzer analyzer, ShardedTrafficAnalyzer shards)
    {
        if (frame.IsPacket)
        {
            analyzer.Process(frame.Number, frame.Time, frame.LinkType, frame.Data, frame.OriginalLength);
            shards.Process(frame.Number, frame.Time, frame.LinkType, frame.Data, frame.OriginalLength);
        }
    }

    private static bool TryRead(string capture, Visit visit)
    {
        using var stream = File.OpenRead(capture);
        if (!CaptureReader.TryOpen(stream, null, out var reader, out _))
        {
            return false;
        }
        using (reader)
        {
            while (reader.TryReadNext(out var frame))
            {
                visit(frame);
            }
        }
        return true;
    }

    /// <summary>Every row as text, in the order of writing.</summary>
    private sealed class Journal : IRecordSink
    {
        public List<string> Lines { get; } = [];

        public void Write<TRecord>(Table<TRecord> table, TRecord record)
            where TRecord : class
        {
            Lines.Add($"{table.Name} {System.Text.Json.JsonSerializer.Serialize(record)}");
        }
    }

    private sealed class FailingSink : IRecordSink
    {
        public void Write<TRecord>(Table<TRecord> table, TRecord record)
            where TRecord : class => throw new IOException("no space left");
    }
}
