using Portal.Traffic.Captures;

namespace Portal.Traffic.Tests.Captures;

public sealed class FrameSourceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(CompressionKind.None)]
    [InlineData(CompressionKind.Gzip)]
    [InlineData(CompressionKind.Zstandard)]
    [InlineData(CompressionKind.Lz4)]
    public void Every_frame_is_found_again_forward_and_backward(CompressionKind kind)
    {
        const int frames = 10_000; // more than two groups of the index, and more content than half the kept window
        var content = CompressedStreamTests.Capture(frames);
        var path = Save(kind == CompressionKind.None ? content : CompressedStreamTests.Wrap(kind, content));
        var expected = ReadCapture.Of(content).Frames;

        using var source = FrameSource.Open(path, Index(path));

        Assert.Equal(frames, source.Count);
        Assert.Equal(expected.Select(frame => frame.Data), source.ReadFrames(1, frames).Select(Hex));
        foreach (var number in new[] { frames, 1, 5000, 4096, 4097, 2 })
        {
            var frame = source.ReadFrame(number)!;
            Assert.Equal((long)number, frame.Number);
            Assert.Equal((expected[number - 1].Data, expected[number - 1].Time), (Hex(frame), frame.Time));
        }
        Assert.Null(source.ReadFrame(0));
        Assert.Null(source.ReadFrame(frames + 1));
        Assert.Equal([frames - 1, frames], source.ReadFrames(frames - 1, long.MaxValue).Select(frame => frame.Number));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Comments_flags_and_what_is_no_packet_come_back_from_pcapng(bool big)
    {
        var file = new CaptureBytes(big)
            .Section()
            .Interface(LinkType.Raw)
            .Packet(0, 1, [1, 2, 3], body => body.Option(1, "look here").U16(2, 4).U32(2).EndOptions())
            .Block(3, body => body.U32(5).Raw(9, 8, 7, 6, 5))
            .Block(0xBAD, body => body.U32(32473).Raw("abcd"u8));
        var path = Save(file.ToArray());

        using var source = FrameSource.Open(path, Index(path));
        var frames = source.ReadFrames(1, 3).ToList();

        Assert.Equal(["010203", "0908070605", "61626364"], frames.Select(Hex));
        Assert.Equal(("look here", 2u), (frames[0].Comment, frames[0].Flags));
        Assert.Equal([true, false, false], frames.Select(frame => frame.Entry.HasTime));
        Assert.Equal([LinkType.Raw, LinkType.Raw, LinkType.None], frames.Select(frame => frame.LinkType));
    }

    [Fact]
    public void The_first_frame_at_or_after_a_time_is_found_although_times_jump()
    {
        var file = new CaptureBytes().Pcap(0xA1B23C4D);
        for (var i = 0; i < 9000; i++)
        {
            file.Record(1000 + i - (i % 2 == 1 ? 5 : 0), 0, [1]); // every second frame is late
        }
        var path = Save(file.ToArray());

        using var index = FrameIndex.Open(Index(path));

        Assert.Equal(1, index.FindAtOrAfter(0));
        Assert.Equal(101, index.FindAtOrAfter(1100 * UnixTime.NanosecondsPerSecond));
        Assert.Equal(103, index.FindAtOrAfter((1100 * UnixTime.NanosecondsPerSecond) + 1));
        Assert.Equal(8999, index.FindAtOrAfter(9998 * UnixTime.NanosecondsPerSecond));
        Assert.Null(index.FindAtOrAfter(9999 * UnixTime.NanosecondsPerSecond));
    }

    [Fact]
    public void Evidence_that_is_shorter_than_its_index_gives_no_frame_rather_than_a_wrong_one()
    {
        var path = Save(CompressedStreamTests.Capture(10));
        var index = Index(path);
        using (var file = new FileStream(path, FileMode.Open))
        {
            file.SetLength(file.Length - 1);
        }

        using var source = FrameSource.Open(path, index);

        Assert.NotNull(source.ReadFrame(9));
        Assert.Null(source.ReadFrame(10));
        Assert.Equal(9, source.ReadFrames(1, 10).Count());
    }

    [Fact]
    public void An_index_that_was_not_completed_or_was_cut_is_refused()
    {
        var path = Save(CompressedStreamTests.Capture(10));
        var index = Index(path);
        var sound = File.ReadAllBytes(index);
        for (var length = 0; length < sound.Length; length++)
        {
            File.WriteAllBytes(index, sound[..length]);
            Assert.Throws<InvalidDataException>(() => FrameIndex.Open(index));
        }

        using (new FrameIndexWriter(index)) { }
        Assert.Throws<InvalidDataException>(() => FrameIndex.Open(index));
    }

    [Fact]
    public void A_capture_without_frames_has_an_empty_index()
    {
        var path = Save(new CaptureBytes().Pcap(0xA1B2C3D4).ToArray());

        using var source = FrameSource.Open(path, Index(path));

        Assert.Equal(0, source.Count);
        Assert.Empty(source.ReadFrames(1, 10));
        Assert.Null(source.Index.FindAtOrAfter(0));
    }

    [Fact]
    public void Several_threads_may_read_at_once()
    {
        var content = CompressedStreamTests.Capture(3000);
        var expected = ReadCapture.Of(content).Frames;
        foreach (var bytes in new[] { content, CompressedStreamTests.Wrap(CompressionKind.Gzip, content) })
        {
            var path = Save(bytes);
            using var source = FrameSource.Open(path, Index(path));
            Parallel.For(1, 200, i => Assert.Equal(expected[(i * 13) - 1].Data, Hex(source.ReadFrame(i * 13)!)));
        }
    }

    private static string Hex(CapturedFrame frame) => Convert.ToHexString(frame.Data);

    private string Save(byte[] content)
    {
        var path = Path.Combine(_folder, "evidence");
        File.WriteAllBytes(path, content);
        return path;
    }

    private string Index(string capture)
    {
        var path = Path.Combine(_folder, "frames.idx");
        using var stream = File.OpenRead(capture);
        using var reader = CaptureReader.Open(stream);
        using var writer = new FrameIndexWriter(path);
        while (reader.TryReadNext(out var frame))
        {
            writer.Add(frame);
        }
        writer.Complete();
        Assert.Equal(reader.FrameCount, writer.Count);
        return path;
    }
}
