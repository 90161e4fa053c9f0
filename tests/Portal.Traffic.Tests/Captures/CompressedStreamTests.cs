using System.IO.Compression;
using Portal.Samples;
using Portal.Traffic.Captures;
using ZstdSharp;

namespace Portal.Traffic.Tests.Captures;

public sealed class CompressedStreamTests
{
    private static readonly byte[] s_capture = Capture(2000);

    [Theory]
    [InlineData(CompressionKind.Gzip)]
    [InlineData(CompressionKind.Zstandard)]
    [InlineData(CompressionKind.Lz4)]
    public void A_wrapped_capture_reads_like_the_plain_one(CompressionKind kind)
    {
        var plain = ReadCapture.Of(s_capture);

        var wrapped = ReadCapture.Of(Wrap(kind, s_capture));

        Assert.Equal(plain.Frames, wrapped.Frames);
        Assert.False(wrapped.Reader.IsTruncated);
        Assert.Empty(wrapped.Reader.Warnings);
    }

    [Theory]
    [InlineData(CompressionKind.Gzip)]
    [InlineData(CompressionKind.Zstandard)]
    [InlineData(CompressionKind.Lz4)]
    public void Members_after_one_another_are_one_file(CompressionKind kind)
    {
        var half = s_capture.Length / 2;
        byte[] members = [.. Wrap(kind, s_capture[..half]), .. Wrap(kind, s_capture[half..])];

        Assert.Equal(2000, ReadCapture.Of(members).Frames.Count);
    }

    [Theory]
    [InlineData(CompressionKind.Gzip)]
    [InlineData(CompressionKind.Zstandard)]
    [InlineData(CompressionKind.Lz4)]
    public void What_is_cut_short_keeps_what_could_be_read_and_says_so(CompressionKind kind)
    {
        // Two members, so that zstd and lz4 have whole blocks before the cut.
        var half = s_capture.Length / 2;
        byte[] members = [.. Wrap(kind, s_capture[..half]), .. Wrap(kind, s_capture[half..])];
        var whole = ReadCapture.Of(s_capture);

        var cut = ReadCapture.Of(members[..(members.Length * 3 / 4)]);

        Assert.InRange(cut.Frames.Count, 900, 1999);
        Assert.Equal(whole.Frames.Take(cut.Frames.Count), cut.Frames);
        Assert.True(cut.Reader.IsTruncated);
        Assert.Contains("wrapping_broken", cut.WarningCodes);
        Assert.Contains(
            cut.Reader.Warnings,
            warning => warning.Message.EndsWith("cut short", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(CompressionKind.Gzip)]
    [InlineData(CompressionKind.Zstandard)]
    [InlineData(CompressionKind.Lz4)]
    public void A_cut_right_before_the_end_is_seen_although_all_frames_are_there(CompressionKind kind)
    {
        var file = Wrap(kind, s_capture);

        var cut = ReadCapture.Of(file[..^2]);

        Assert.True(cut.Reader.IsTruncated);
    }

    [Fact]
    public void A_pipe_is_unwrapped_too_and_a_plain_one_loses_nothing()
    {
        using var wrapped = new Pipe(Wrap(CompressionKind.Gzip, s_capture));
        using var plain = new Pipe(s_capture);

        Assert.Equal(2000, ReadCapture.TryRead(wrapped)!.Frames.Count);
        Assert.Equal(2000, ReadCapture.TryRead(plain)!.Frames.Count);
    }

    [Theory]
    [InlineData("-1", "-B4")]
    [InlineData("-9", "-B7")]
    [InlineData("-1", "-BD")]
    [InlineData("-9", "-BX")]
    public async Task Reads_what_the_lz4_program_writes(string level, string blocks)
    {
        var lz4 = Tool.Require("lz4");
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(folder.FullName, "a.pcap");
            var capture = Capture(60_000); // several blocks of 64 KiB and of 4 MiB
            await File.WriteAllBytesAsync(path, capture);
            var (code, _, error) = await Tool.RunAsync(lz4, "-q", "-f", level, blocks, path, path + ".lz4");
            Assert.True(code == 0, error);

            using var content = CompressedStream.Unwrap(File.OpenRead(path + ".lz4"));
            using var unpacked = new MemoryStream();
            await content.CopyToAsync(unpacked);

            Assert.True(capture.AsSpan().SequenceEqual(unpacked.ToArray()));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    internal static byte[] Capture(int frames)
    {
        var file = new CaptureBytes().Pcap(0xA1B2C3D4);
        var random = new Random(1);
        for (var i = 0; i < frames; i++)
        {
            var data = new byte[60 + (i % 100)];
            random.NextBytes(data.AsSpan(0, 30)); // so that packing does not make nothing of it
            file.Record(1_700_000_000 + i, i, data);
        }
        return file.ToArray();
    }

    internal static byte[] Wrap(CompressionKind kind, byte[] content)
    {
        using var wrapped = new MemoryStream();
        switch (kind)
        {
            case CompressionKind.Gzip:
                using (var gzip = new GZipStream(wrapped, CompressionLevel.Fastest, leaveOpen: true))
                {
                    gzip.Write(content);
                }
                break;
            case CompressionKind.Zstandard:
                using (var zstd = new CompressionStream(wrapped, 3, leaveOpen: true))
                {
                    zstd.Write(content);
                }
                break;
            default:
                WrapLz4(wrapped, content);
                break;
        }
        return wrapped.ToArray();
    }

    /// <summary>A frame of version 1 with independent blocks of 64 KiB, each only literals.</summary>
    private static void WrapLz4(MemoryStream wrapped, byte[] content)
    {
        wrapped.Write([0x04, 0x22, 0x4D, 0x18, 0x60, 0x40, 0x82]);
        foreach (var chunk in content.Chunk(1 << 15))
        {
            byte[] lengths =
            [
                0xF0,
                .. Enumerable.Repeat((byte)255, (chunk.Length - 15) / 255),
                (byte)((chunk.Length - 15) % 255),
            ];
            wrapped.Write(BitConverter.GetBytes(lengths.Length + chunk.Length));
            wrapped.Write(lengths);
            wrapped.Write(chunk);
        }
        wrapped.Write([0, 0, 0, 0]);
    }

    /// <summary>Cannot seek and gives a few bytes at a time.</summary>
    internal sealed class Pipe(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;

        public override int Read(byte[] buffer, int offset, int count) =>
            base.Read(buffer, offset, Math.Min(count, 777));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 777)]);
    }
}
