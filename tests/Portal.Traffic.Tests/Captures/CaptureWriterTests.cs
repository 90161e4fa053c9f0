using FsCheck.Xunit;
using Portal.Samples;
using Portal.Traffic.Captures;

namespace Portal.Traffic.Tests.Captures;

public sealed class CaptureWriterTests
{
    private const long Time = 1_763_215_200_123_456_789;

    [Property]
    public void What_is_written_as_pcapng_is_read_again(
        byte[] first,
        byte[] second,
        string comment,
        long time,
        uint original,
        uint? flags
    )
    {
        var note = comment?.Replace("\0", "", StringComparison.Ordinal).ReplaceLineEndings(" ");
        note = note is null ? null : System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(note));
        using var stream = new MemoryStream();
        using (var writer = new PcapngWriter(stream, "portal"))
        {
            var ethernet = writer.AddInterface(LinkType.Ethernet, 0, "eth0", "the first");
            var raw = writer.AddInterface(LinkType.Raw, 96);
            writer.Write(ethernet, time, first, original, note, flags);
            writer.Write(raw, 5, second, (uint)second.Length);
        }

        var capture = ReadCapture.Of(stream.ToArray());

        Assert.Empty(capture.Reader.Warnings);
        Assert.Equal("portal", capture.Reader.Sections[0].Application);
        Assert.Equal(
            ("eth0", "the first", 96u),
            (
                capture.Reader.Interfaces[0].Name,
                capture.Reader.Interfaces[0].Description,
                capture.Reader.Interfaces[1].SnapLength
            )
        );
        var (one, two) = (capture.Frames[0], capture.Frames[1]);
        Assert.Equal(
            (Convert.ToHexString(first), Math.Max(time, 0), original),
            (one.Data, one.Time, one.OriginalLength)
        );
        Assert.Equal((note, flags, LinkType.Ethernet), (one.Comment, one.Flags, one.LinkType));
        Assert.Equal(
            (Convert.ToHexString(second), 5L, LinkType.Raw, null),
            (two.Data, two.Time, two.LinkType, two.Comment)
        );
    }

    [Property]
    public void What_is_written_as_pcap_is_read_again(byte[] data, uint seconds, bool hasNanoseconds)
    {
        using var stream = new MemoryStream();
        var writer = new PcapWriter(stream, LinkType.LinuxSll2, hasNanoseconds);
        var time = (seconds * UnixTime.NanosecondsPerSecond) + 999_999_999;
        writer.Write(time, data, (uint)data.Length);
        writer.Write(-1, data, 70_000);

        var capture = ReadCapture.Of(stream.ToArray());

        Assert.Equal(writer.BytesWritten, stream.Length);
        Assert.Equal(LinkType.LinuxSll2, capture.Reader.Interfaces[0].LinkType);
        Assert.Equal([hasNanoseconds ? time : time - 999, 0], capture.Frames.Select(frame => frame.Time));
        Assert.All(capture.Frames, frame => Assert.Equal(Convert.ToHexString(data), frame.Data));
        Assert.Equal(70_000u, capture.Frames[1].OriginalLength);
    }

    [Fact]
    public void The_same_calls_give_the_same_bytes()
    {
        Assert.Equal(Sample(), Sample());
    }

    [Fact]
    public void A_comment_too_long_for_an_option_is_cut_between_characters()
    {
        using var stream = new MemoryStream();
        using (var writer = new PcapngWriter(stream))
        {
            writer.Write(writer.AddInterface(LinkType.Ethernet), 1, [1], 1, new string('ü', 40_000));
        }

        var comment = Assert.Single(ReadCapture.Of(stream.ToArray()).Frames).Comment;

        Assert.Equal(new string('ü', 32_767), comment);
    }

    [Fact]
    public async Task Tshark_reads_what_is_written()
    {
        var tshark = Tool.Require("tshark");
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, Sample());
            var (_, output, _) = await Tool.RunAsync(
                tshark,
                [
                    "-r",
                    path,
                    "-T",
                    "fields",
                    "-e",
                    "frame.time_epoch",
                    "-e",
                    "frame.cap_len",
                    "-e",
                    "frame.len",
                    "-e",
                    "frame.comment",
                    "-e",
                    "frame.interface_name",
                ]
            );

            Assert.Equal(
                [
                    "1763215200.123456789\t60\t60\tfrom a.pcap, frame 7\teth0",
                    "1763215200.123456790\t3\t1500\t\teth0",
                    "1763215200.123456791\t20\t20\t\ttun0",
                ],
                output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            );
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static byte[] Sample()
    {
        using var stream = new MemoryStream();
        using (var writer = new PcapngWriter(stream, "portal", "a slice"))
        {
            var ethernet = writer.AddInterface(LinkType.Ethernet, 262_144, "eth0");
            var raw = writer.AddInterface(LinkType.Raw, name: "tun0");
            writer.AddSecrets(CaptureSecret.TlsKeyLog, "# none\n"u8);
            writer.Write(ethernet, Time, CaptureBytes.Frame, 60, "from a.pcap, frame 7");
            writer.Write(ethernet, Time + 1, [1, 2, 3], 1500, flags: 1);
            writer.Write(raw, Time + 2, [0x45, .. new byte[19]], 20);
        }
        return stream.ToArray();
    }
}
