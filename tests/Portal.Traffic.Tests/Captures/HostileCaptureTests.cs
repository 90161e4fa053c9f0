using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Portal.Samples;
using Portal.Traffic.Captures;

namespace Portal.Traffic.Tests.Captures;

/// <summary>Whatever the bytes are: no exception, an end, and no more frames than the bytes can hold.</summary>
public sealed class HostileCaptureTests
{
    private static readonly byte[][] s_samples = [.. Samples()];

    [Property(MaxTest = 400)]
    public void Any_bytes_end_without_an_exception(byte[] bytes) => Survive(bytes);

    [Property(MaxTest = 2000)]
    public Property Any_change_of_a_sample_ends_without_an_exception() =>
        Prop.ForAll(
            Mutations().ToArbitrary(),
            bytes =>
            {
                Survive(bytes);
                return true;
            }
        );

    [Property(MaxTest = 300)]
    public Property A_cut_sample_gives_the_first_frames_of_the_whole_one() =>
        Prop.ForAll(
            (
                from sample in Gen.Elements(s_samples)
                from length in Gen.Choose(0, sample.Length)
                select (sample, length)
            ).ToArbitrary(),
            pair =>
            {
                var whole = ReadCapture.Of(pair.sample);
                var cut = ReadCapture.TryRead(new MemoryStream(pair.sample[..pair.length]));
                Assert.Equal(whole.Frames.Take(cut?.Frames.Count ?? 0), cut?.Frames ?? []);
                var isWhole = pair.length == pair.sample.Length;
                var isShorter = cut is null || cut.Frames.Count < whole.Frames.Count;
                Assert.True(isWhole || isShorter || cut!.Reader.IsTruncated); // a gzip trailer may be what is missing
                return true;
            }
        );

    [Fact]
    public void Changed_files_of_the_corpus_end_without_an_exception()
    {
        var files = new[] { "captures/formats", "captures/malformed" }
            .SelectMany(folder => Directory.GetFiles(Corpus.File(folder)))
            .Where(file => new FileInfo(file).Length < 20_000)
            .Order(StringComparer.Ordinal)
            .ToList();
        Assert.True(files.Count > 40, $"only {files.Count} files");
        var random = new Random(1);
        foreach (var file in files)
        {
            var sound = File.ReadAllBytes(file);
            for (var i = 0; i < 25; i++)
            {
                var changed = (byte[])sound.Clone();
                for (var j = random.Next(1, 8); j > 0; j--)
                {
                    // Mostly near the start, where headers are.
                    changed[random.Next(random.Next(1, changed.Length) + 1)] = (byte)random.Next(256);
                }
                Survive(changed[..random.Next(changed.Length + 1)]);
            }
        }
    }

    [Fact]
    public void A_length_that_lies_costs_no_memory()
    {
        var file = new CaptureBytes().Pcap(0xA1B2C3D4, network: (int)LinkType.DBus, snap: 1 << 27);
        var bytes = file.U32(1, 0, 100 << 20, 100 << 20).Raw(1, 2, 3).ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Empty(ReadCapture.Of(bytes).Frames);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
    }

    private static Gen<byte[]> Mutations() =>
        from sample in Gen.Elements(s_samples)
        from length in Gen.Frequency((3, Gen.Constant(sample.Length)), (1, Gen.Choose(0, sample.Length)))
        from changes in Gen.Choose(0, 6)
        from places in Gen.Choose(0, Math.Max(0, length - 1)).ListOf(changes)
        from values in Gen.OneOf(Gen.Choose(0, 255), Gen.Elements(0, 1, 0x7F, 0x80, 0xFF)).ListOf(changes)
        select Change(sample[..length], places, values);

    private static byte[] Change(byte[] bytes, IEnumerable<int> places, IEnumerable<int> values)
    {
        foreach (var (place, value) in places.Zip(values))
        {
            if (place < bytes.Length)
            {
                bytes[place] = (byte)value;
            }
        }
        return bytes;
    }

    private static void Survive(byte[] bytes)
    {
        var capture = ReadCapture.TryRead(new MemoryStream(bytes));
        if (capture is not null)
        {
            // The smallest record has 12 bytes; wrapped samples hold at most 2000 frames.
            Assert.InRange(capture.Frames.Count, 0, Math.Max(bytes.Length / 12, 2000));
            Assert.Equal(capture.Reader.IsTruncated, capture.Reader.StopReason is not null);
        }
    }

    private static IEnumerable<byte[]> Samples()
    {
        foreach (var big in new[] { false, true })
        {
            yield return new CaptureBytes(big)
                .Pcap(0xA1B2C3D4)
                .Record(1_700_000_000, 1, CaptureBytes.Frame)
                .Record(1_700_000_001, 2, [1, 2, 3])
                .ToArray();
            yield return new CaptureBytes(big)
                .Pcap(0xA1B2CD34)
                .Record(1, 1, CaptureBytes.Frame, extra: new byte[8])
                .Record(1, 1, CaptureBytes.Frame, extra: new byte[8])
                .ToArray();
            yield return new CaptureBytes(big)
                .Section(options: body => body.Option(1, "comment").Option(4, "program").EndOptions())
                .Interface(options: body => body.Option(9, 9).OptionU64(14, 5).Option(2, "eth0").EndOptions())
                .Packet(0, 5, CaptureBytes.Frame, body => body.Option(1, "hello").U16(2, 4).U32(1).EndOptions())
                .Block(4, body => body.Option(1, [10, 0, 0, 1, .. "name\0"u8]).EndOptions())
                .Block(5, body => body.U32(0, 1, 1).OptionU64(4, 10).EndOptions())
                .Block(9, body => body.Raw("__REALTIME_TIMESTAMP=1700000001000000\n"u8))
                .Block(10, body => body.U32(CaptureSecret.TlsKeyLog, 5).Raw("abcde"u8))
                .Block(0xBAD, body => body.U32(32473).Raw("abcd"u8))
                .Block(0x216, body => body.U16(1).U32(0, 0, 0, 0, 30).U16(3).U32(1).Raw("abcd"u8))
                .Block(3, body => body.U32(8).Raw(1, 2, 3, 4, 5, 6, 7, 8))
                .Block(2, body => body.U16(0, 3).U32(0, 9, 4, 4).Raw(1, 2, 3, 4))
                .ToArray();
        }
        foreach (var kind in new[] { CompressionKind.Gzip, CompressionKind.Zstandard, CompressionKind.Lz4 })
        {
            yield return CompressedStreamTests.Wrap(kind, CompressedStreamTests.Capture(20));
        }
    }
}
