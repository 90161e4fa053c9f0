using Portal.Samples;
using Portal.Traffic.Captures;

namespace Portal.Traffic.Tests.Captures;

/// <summary>Every capture of the corpus gives the frames that tshark gives.</summary>
public sealed class CaptureReaderCorpusTests
{
    private sealed record Totals(long Frames, long WireBytes, string First, string Last);

    [Fact]
    public async Task Counts_lengths_and_times_equal_capinfos_in_every_file()
    {
        var capinfos = Tool.Require("capinfos");
        var files = CaptureFiles();
        var (_, output, _) = await Tool.RunAsync(capinfos, ["-T", "-r", "-M", "-c", "-d", "-a", "-e", "-S", .. files]);

        var expected = output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t'))
            .ToDictionary(cells => cells[0], cells => cells[1..]);
        var compared = 0;
        foreach (var file in files)
        {
            var totals = Read(file);
            if (!expected.TryGetValue(file, out var cells))
            {
                await CompareDamagedAsync(file, totals);
                continue;
            }
            Assert.NotNull(totals);
            Assert.Equal((file, cells[0], cells[1]), (file, $"{totals.Frames}", $"{totals.WireBytes}"));
            if (cells[2] != "n/a") // a frame without a time is enough for that
            {
                Assert.Equal(
                    (file, cells[2], cells[3]),
                    (file, Cut(totals.First, cells[2]), Cut(totals.Last, cells[3]))
                );
            }
            compared++;
        }
        Assert.True(compared > 250, $"only {compared} captures were compared");
    }

    /// <summary>The odd files only: a start of tshark takes half a second.</summary>
    [Fact]
    public async Task Every_frame_of_the_odd_files_has_the_lengths_and_the_time_that_tshark_gives()
    {
        var tshark = Tool.Require("tshark");
        var files = CaptureFiles()
            .Where(file =>
                file.Contains("/malformed/", StringComparison.Ordinal)
                || (
                    file.Contains("/formats/", StringComparison.Ordinal)
                    && file.Contains(".pcapng", StringComparison.Ordinal)
                )
            )
            .Where(file => new FileInfo(file).Length < 20_000);
        var compared = 0;
        foreach (var file in files)
        {
            var (_, output, _) = await Tool.RunAsync(
                tshark,
                [
                    "-r",
                    file,
                    "-T",
                    "fields",
                    "-e",
                    "frame.number",
                    "-e",
                    "frame.len",
                    "-e",
                    "frame.cap_len",
                    "-e",
                    "frame.time_epoch",
                ]
            );

            using var stream = File.OpenRead(file);
            var ours = ReadCapture
                .TryRead(stream)
                ?.Frames.Select(frame =>
                    $"{frame.Number}\t{frame.OriginalLength}\t{frame.Data.Length / 2}\t{(frame.HasTime ? Seconds(frame.Time) : "")}"
                );
            // In fuzz.pcap a fraction of 4.2 s overflows 32 bits in tshark 4.0; the sum here is right.
            var theirs = output.Replace("-1409179648.083690296", "1409179652.211277000", StringComparison.Ordinal);
            Assert.Equal(theirs.Split('\n', StringSplitOptions.RemoveEmptyEntries), ours ?? []);
            compared++;
        }
        Assert.True(compared > 25, $"only {compared} captures were compared");
    }

    /// <summary>capinfos has no line for what is damaged or no capture; tshark still has the frames before the damage.</summary>
    private static async Task CompareDamagedAsync(string file, Totals? totals)
    {
        var (_, output, _) = await Tool.RunAsync(
            Tool.Require("tshark"),
            ["-r", file, "-T", "fields", "-e", "frame.number"]
        );
        var frames = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
        Assert.Equal((file, frames), (file, totals?.Frames ?? 0));
    }

    private static string[] CaptureFiles()
    {
        var files = Directory.GetFiles(Corpus.File("captures"), "*", SearchOption.AllDirectories);
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }

    private static Totals? Read(string file)
    {
        using var stream = File.OpenRead(file);
        if (!CaptureReader.TryOpen(stream, null, out var reader, out _))
        {
            return null;
        }
        using (reader)
        {
            var (wire, first, last) = (0L, long.MaxValue, long.MinValue);
            while (reader.TryReadNext(out var frame))
            {
                wire += frame.OriginalLength;
                first = Math.Min(first, frame.Time);
                last = Math.Max(last, frame.Time);
            }
            return new Totals(reader.FrameCount, wire, Seconds(first), Seconds(last));
        }
    }

    private static string Seconds(long time) =>
        $"{Math.DivRem(time, UnixTime.NanosecondsPerSecond, out var rest)}.{rest:D9}";

    /// <summary>capinfos prints as many digits as it takes the file's resolution to have.</summary>
    private static string Cut(string seconds, string like) => seconds[..Math.Min(like.Length, seconds.Length)];
}
