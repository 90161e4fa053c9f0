using System.IO.Compression;
using FsCheck.Xunit;
using Portal.Traffic.Protocols.Http;

namespace Portal.Traffic.Tests.Protocols.Http;

public sealed class InflaterTests
{
    [Property(MaxTest = 100)]
    public void What_the_framework_deflates_is_inflated_from_pieces_of_any_size(
        byte[] seed,
        byte piece,
        bool isGzip,
        byte level
    )
    {
        var content = Content(seed, 200_000);
        var coded = Deflate(content, isGzip, (CompressionLevel)(level % 4));
        Assert.Equal(content, Inflate(coded, isGzip, piece + 1, out var isBroken));
        Assert.False(isBroken);
    }

    [Fact]
    public void Members_that_follow_each_other_are_one_content()
    {
        byte[] coded =
        [
            .. Deflate("one "u8.ToArray(), true, CompressionLevel.Fastest),
            .. Deflate("two"u8.ToArray(), true, CompressionLevel.Fastest),
        ];
        Assert.Equal("one two"u8.ToArray(), Inflate(coded, true, 3, out _));
    }

    [Fact]
    public void Names_and_comments_of_gzip_are_passed_over()
    {
        var plain = Deflate("content"u8.ToArray(), true, CompressionLevel.Fastest);
        byte[] coded =
        [
            0x1f,
            0x8b,
            8,
            4 + 8 + 16 + 2,
            .. plain[4..10],
            2,
            0,
            9,
            9,
            .. "name\0comment\0"u8,
            7,
            7,
            .. plain[10..],
        ];
        foreach (var piece in (int[])[1, 2, 5, 100])
        {
            Assert.Equal("content"u8.ToArray(), Inflate(coded, true, piece, out _));
        }
    }

    [Fact]
    public void Every_truncation_gives_a_prefix()
    {
        var content = Content([1, 2, 3], 3000);
        var coded = Deflate(content, true, CompressionLevel.Optimal);
        for (var length = 0; length < coded.Length; length++)
        {
            var part = Inflate(coded[..length], true, 64, out var isBroken);
            Assert.False(isBroken);
            Assert.Equal(content[..part.Length], part);
        }
    }

    [Property(MaxTest = 500)]
    public void Damage_never_throws_and_stays_bounded(byte[] seed, ushort place, byte value, bool isGzip)
    {
        var coded = Deflate(Content(seed, 5000), isGzip, CompressionLevel.Optimal);
        coded[place % coded.Length] = value;
        Assert.True(Inflate(coded, isGzip, 50, out _).Length <= coded.Length * 1100);
        Inflate(seed, isGzip, 10, out _);
    }

    private static byte[] Inflate(byte[] coded, bool isGzip, int piece, out bool isBroken)
    {
        using var inflater = new Inflater(isGzip);
        var content = new List<byte>();
        foreach (var part in coded.Chunk(piece))
        {
            ReadOnlySpan<byte> input = part;
            while (inflater.Next(ref input, out var output))
            {
                content.AddRange(output);
            }
        }
        isBroken = inflater.IsBroken;
        return [.. content];
    }

    /// <summary>Runs and noise, so that all kinds of blocks and distances occur.</summary>
    private static byte[] Content(byte[] seed, int length)
    {
        var content = new byte[length];
        var random = new Random(seed.Aggregate(7, (sum, octet) => sum * 31 + octet));
        for (var at = 0; at < length; )
        {
            var run = Math.Min(random.Next(1, 5000), length - at);
            if (at > 0 && random.Next(2) == 0)
            {
                var from = random.Next(at);
                for (var i = 0; i < run; i++)
                {
                    content[at + i] = content[from + i % (at - from)];
                }
            }
            else if (random.Next(3) == 0)
            {
                random.NextBytes(content.AsSpan(at, run));
            }
            else
            {
                content.AsSpan(at, run).Fill((byte)random.Next('a', 'z'));
            }
            at += run;
        }
        return content;
    }

    private static byte[] Deflate(byte[] content, bool isGzip, CompressionLevel level)
    {
        using var output = new MemoryStream();
        using (Stream stream = isGzip ? new GZipStream(output, level, true) : new ZLibStream(output, level, true))
        {
            stream.Write(content);
        }
        return output.ToArray();
    }
}
