using Portal.Traffic.Captures;

namespace Portal.Traffic.Tests.Captures;

/// <summary>The values are those that tshark 4.0.17 gives for the same bytes.</summary>
public sealed class PcapReaderTests
{
    private const long Second = 1_700_000_000;
    private static readonly string s_data = Convert.ToHexString(CaptureBytes.Frame);

    [Theory]
    [InlineData(0xA1B2C3D4, false, CaptureFormat.Pcap, 123_456_000)]
    [InlineData(0xA1B2C3D4, true, CaptureFormat.Pcap, 123_456_000)]
    [InlineData(0xA1B23C4D, false, CaptureFormat.PcapNanosecond, 123_456)]
    [InlineData(0xA1B23C4D, true, CaptureFormat.PcapNanosecond, 123_456)]
    public void Reads_both_resolutions_in_both_byte_orders(long magic, bool big, CaptureFormat format, long fraction)
    {
        var capture = ReadCapture.Of(
            new CaptureBytes(big)
                .Pcap(magic)
                .Record(Second, 123_456, CaptureBytes.Frame)
                .Record(Second + 1, 0, CaptureBytes.Frame, 1500)
        );

        Assert.Equal(format, capture.Reader.Format);
        Assert.False(capture.Reader.IsTruncated);
        Assert.Empty(capture.Reader.Warnings);
        Assert.Equal(
            [
                new(
                    1,
                    (Second * 1_000_000_000) + fraction,
                    true,
                    60,
                    s_data,
                    LinkType.Ethernet,
                    0,
                    24,
                    true,
                    null,
                    null,
                    0
                ),
                new(
                    2,
                    (Second + 1) * 1_000_000_000,
                    true,
                    1500,
                    s_data,
                    LinkType.Ethernet,
                    0,
                    100,
                    true,
                    null,
                    null,
                    0
                ),
            ],
            capture.Frames
        );
    }

    [Theory]
    [InlineData(0xA1B2CD34, false, "020000000008 00 00", CaptureFormat.PcapModified)]
    [InlineData(0xA1B2CD34, true, "000000020800 00 00", CaptureFormat.PcapModified)]
    [InlineData(0xA1B2CD34, false, "020000000008 00 00 00000000", CaptureFormat.PcapModified)]
    [InlineData(0xA1B2CD34, true, "000000020800 00 00 00000000", CaptureFormat.PcapModified)]
    [InlineData(0xA1B2C3D4, false, "020000000008 00 00", CaptureFormat.PcapModified)]
    [InlineData(0xA1B2C3D4, true, "000000020800 00 00", CaptureFormat.PcapModified)]
    [InlineData(0xA1B2C3D4, false, "01B6BF9F", CaptureFormat.PcapNokia)]
    [InlineData(0xA1B2C3D4, true, "01B6BF9F", CaptureFormat.PcapNokia)]
    public void Tells_the_longer_record_headers_by_what_the_records_say(
        long magic,
        bool big,
        string more,
        CaptureFormat format
    )
    {
        var extra = Convert.FromHexString(more.Replace(" ", ""));
        var file = new CaptureBytes(big).Pcap(magic);
        for (var i = 0; i < 4; i++)
        {
            file.Record(Second, i, CaptureBytes.Frame, extra: extra);
        }

        var capture = ReadCapture.Of(file);

        Assert.Equal(format, capture.Reader.Format);
        Assert.Equal([0, 1000, 2000, 3000], capture.Frames.Select(frame => frame.Time % 1_000_000_000));
        Assert.All(capture.Frames, frame => Assert.Equal((s_data, 60u), (frame.Data, frame.OriginalLength)));
    }

    [Theory]
    [InlineData(0x1C0001AC, 123_456_789, 123_456_789)]
    [InlineData(0x1C0001AB, 123_456, 123_456_000)]
    public void Passes_over_the_size_in_the_header_of_Ixia(long magic, long fraction, long nanoseconds)
    {
        var capture = ReadCapture.Of(
            new CaptureBytes().Pcap(magic).U32(76).Record(Second, fraction, CaptureBytes.Frame)
        );

        Assert.Equal(CaptureFormat.PcapIxia, capture.Reader.Format);
        Assert.Equal((Second * 1_000_000_000) + nanoseconds, Assert.Single(capture.Frames).Time);
    }

    [Theory]
    [InlineData(6, LinkType.Ethernet, 0)]
    [InlineData(9, LinkType.TokenRing, 0)]
    [InlineData(15, LinkType.Fddi, 3)]
    [InlineData(24, LinkType.Null, 0)]
    public void Reads_the_interface_types_nanoseconds_and_padding_of_AIX(int network, LinkType type, int padding)
    {
        // Version 2.2 has the original length first.
        var file = new CaptureBytes(bigEndian: true)
            .Pcap(0xA1B2C3D4, 2, 2, network)
            .U32(Second, 123_456_789, 100 + padding, 60 + padding)
            .Raw(new byte[padding])
            .Raw(CaptureBytes.Frame);

        var capture = ReadCapture.Of(file);

        var frame = Assert.Single(capture.Frames);
        Assert.Equal((type, s_data, 100u), (frame.LinkType, frame.Data, frame.OriginalLength));
        Assert.Equal((Second * 1_000_000_000) + 123_456_789, frame.Time);
    }

    [Theory]
    [InlineData(2, 1, true)]
    [InlineData(543, 0, true)]
    [InlineData(2, 3, true)]
    [InlineData(2, 3, false)]
    public void Puts_the_lengths_of_old_versions_in_order(int major, int minor, bool swapped)
    {
        var file = new CaptureBytes().Pcap(0xA1B2C3D4, major, minor).U32(Second, 0);
        file.U32(swapped ? 100 : 60, swapped ? 60 : 100).Raw(CaptureBytes.Frame);

        var frame = Assert.Single(ReadCapture.Of(file).Frames);

        Assert.Equal((100u, s_data), (frame.OriginalLength, frame.Data));
    }

    [Fact]
    public void Keeps_frames_beyond_the_snap_length_or_longer_than_on_the_wire()
    {
        var capture = ReadCapture.Of(
            new CaptureBytes()
                .Pcap(0xA1B2C3D4, snap: 20)
                .Record(Second, 0, CaptureBytes.Frame, 10)
                .Record(Second, 0, CaptureBytes.Frame, 10)
        );

        Assert.Equal([s_data, s_data], capture.Frames.Select(frame => frame.Data));
    }

    [Fact]
    public void Takes_the_frame_check_sequence_out_of_the_link_type()
    {
        var reader = ReadCapture.Of(new CaptureBytes().Pcap(0xA1B2C3D4, network: 0x24000001)).Reader;

        Assert.Equal((LinkType.Ethernet, 4), (reader.Interfaces[0].LinkType, reader.Interfaces[0].FcsLength));
    }

    [Fact]
    public void Stops_at_a_length_that_cannot_be_and_keeps_what_came_before()
    {
        var capture = ReadCapture.Of(
            new CaptureBytes()
                .Pcap(0xA1B2C3D4)
                .Record(Second, 0, CaptureBytes.Frame)
                .Record(Second, 0, CaptureBytes.Frame)
                .Record(Second, 0, CaptureBytes.Frame)
                .U32(Second, 0, 262_145, 262_145)
                .Raw(new byte[262_145])
        );

        Assert.Equal(3, capture.Frames.Count);
        Assert.Equal((true, 24 + (3 * 76)), (capture.Reader.IsTruncated, capture.Reader.StopOffset));
        Assert.Equal(["length_impossible"], capture.WarningCodes);
    }

    [Fact]
    public void Every_truncation_keeps_the_whole_frames_and_says_where_it_stopped()
    {
        var file = new CaptureBytes()
            .Pcap(0xA1B2C3D4)
            .Record(Second, 0, CaptureBytes.Frame)
            .Record(Second, 0, CaptureBytes.Frame)
            .ToArray();

        for (var length = 24; length <= file.Length; length++)
        {
            var capture = ReadCapture.Of(file[..length]);
            var (whole, rest) = Math.DivRem(length - 24, 76);
            Assert.Equal((whole, rest != 0), (capture.Frames.Count, capture.Reader.IsTruncated));
            Assert.Equal(rest == 0 ? null : 24 + (whole * 76), capture.Reader.StopOffset);
        }
    }

    [Fact]
    public void Every_truncated_header_is_refused_with_a_reason()
    {
        var file = new CaptureBytes().Pcap(0xA1B2C3D4).ToArray();

        for (var length = 0; length < file.Length; length++)
        {
            using var stream = new MemoryStream(file, 0, length);
            Assert.False(CaptureReader.TryOpen(stream, null, out _, out var reason));
            Assert.NotEmpty(reason);
        }
    }

    [Theory]
    [InlineData("736E6F6F700000000000000200000004", "Solaris snoop")]
    [InlineData("504B0304140000000800", "ZIP archive")]
    [InlineData("7B226964223A317D", "begins with text")]
    [InlineData("00000000000000000000", "begins with 0000000000000000")]
    [InlineData("", "empty")]
    public void What_is_no_capture_is_named(string head, string expected)
    {
        using var stream = new MemoryStream(Convert.FromHexString(head));

        Assert.False(CaptureReader.TryOpen(stream, null, out _, out var reason));

        Assert.Contains(expected, reason, StringComparison.Ordinal);
        stream.Position = 0;
        Assert.Throws<InvalidDataException>(() => CaptureReader.Open(stream));
    }

    [Fact]
    public void A_frame_larger_than_the_buffer_is_read_whole()
    {
        var large = new byte[5_000_000];
        large[^1] = 7;

        var capture = ReadCapture.Of(
            new CaptureBytes()
                .Pcap(0xA1B2C3D4, network: (int)LinkType.DBus, snap: 1 << 27)
                .Record(1, 0, large)
                .Record(2, 0, [1])
        );

        Assert.Equal([10_000_000, 2], capture.Frames.Select(frame => frame.Data.Length));
        Assert.EndsWith("07", capture.Frames[0].Data, StringComparison.Ordinal);
    }
}
