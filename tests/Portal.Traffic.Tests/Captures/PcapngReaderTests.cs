using System.Net;
using Portal.Traffic.Captures;

namespace Portal.Traffic.Tests.Captures;

/// <summary>The values are those that tshark 4.0.17 gives for the same bytes, unless a test says otherwise.</summary>
public sealed class PcapngReaderTests
{
    private const ulong Ticks = 1_700_000_000_000_000; // microseconds
    private const long Time = 1_700_000_000_000_000_000;
    private static readonly string s_data = Convert.ToHexString(CaptureBytes.Frame);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reads_a_frame_with_all_its_options(bool big)
    {
        var capture = ReadCapture.Of(
            new CaptureBytes(big)
                .Section()
                .Interface()
                .Packet(0, Ticks, CaptureBytes.Frame)
                .Packet(
                    0,
                    Ticks + 1,
                    [1, 2, 3],
                    body => body.Option(1, "one").Option(1, "zwölf").OptionU64(4, 7).U16(2, 4).U32(2).EndOptions()
                )
        );

        Assert.Equal(CaptureFormat.Pcapng, capture.Reader.Format);
        Assert.Equal(
            [
                new(1, Time, true, 60, s_data, LinkType.Ethernet, 0, 48, true, null, null, 0),
                new(2, Time + 1000, true, 3, "010203", LinkType.Ethernet, 0, 140, true, "one\nzwölf", 2, 7),
            ],
            capture.Frames
        );
        Assert.Equal(7ul, capture.Reader.DroppedFrames);
        Assert.Empty(capture.Reader.Warnings);
    }

    [Theory]
    [InlineData(9, 0, 1_700_000_000_123_456_789, 1_700_000_000_123_456_789)]
    [InlineData(0x8A, 0, (1_700_000_000L * 1024) + 513, 1_700_000_000_500_976_562)]
    [InlineData(0, 100, 1_700_000_000, 1_700_000_100_000_000_000)]
    [InlineData(3, 0, 1_700_000_000_123, 1_700_000_000_123_000_000)]
    [InlineData(12, 0, 1_700_000_123_456_789_012, 1_700_000_123_456_789)] // tshark overflows here
    [InlineData(6, -1_600_000_000, 1_700_000_000_000_000, 100_000_000_000_000_000)]
    [InlineData(0xFF, 0, long.MaxValue, 0)]
    [InlineData(127, 0, long.MaxValue, 0)]
    public void Times_follow_the_resolution_and_the_offset(byte resolution, long offset, long ticks, long expected)
    {
        var capture = ReadCapture.Of(
            new CaptureBytes()
                .Section()
                .Interface(options: body => body.Option(9, resolution).OptionU64(14, offset).EndOptions())
                .Packet(0, (ulong)ticks, CaptureBytes.Frame)
        );

        Assert.Equal(expected, Assert.Single(capture.Frames).Time);
        Assert.Empty(capture.Reader.Warnings);
    }

    [Fact]
    public void A_time_that_does_not_fit_is_cut_and_noted()
    {
        var capture = ReadCapture.Of(new CaptureBytes().Section().Interface().Packet(0, ulong.MaxValue, [1]));

        Assert.Equal(long.MaxValue, Assert.Single(capture.Frames).Time);
        Assert.Equal(["time_out_of_range"], capture.WarningCodes);
    }

    [Fact]
    public void Each_section_has_its_own_byte_order_and_interfaces()
    {
        var file = new CaptureBytes()
            .Section(options: body => body.Option(4, "first").Option(2, "machine").Option(1, "note").EndOptions())
            .Interface()
            .Interface(LinkType.LinuxSll, options: body => body.Option(2, "any").Option(3, "all of them").EndOptions())
            .Packet(1, Ticks, [1])
            .ToArray()
            .Concat(
                new CaptureBytes(bigEndian: true)
                    .Section(options: body => body.Option(4, "second").EndOptions())
                    .Interface(LinkType.Raw, 96, body => body.Option(11, [0, .. "tcp"u8]).EndOptions())
                    .Packet(0, Ticks, [2])
                    .ToArray()
            )
            .ToArray();

        var capture = ReadCapture.Of(file);

        Assert.Equal(
            [(LinkType.LinuxSll, 1), (LinkType.Raw, 2)],
            capture.Frames.Select(frame => (frame.LinkType, frame.InterfaceId))
        );
        Assert.Equal(["first", "second"], capture.Reader.Sections.Select(section => section.Application));
        Assert.Equal(("machine", "note"), (capture.Reader.Sections[0].Hardware, capture.Reader.Sections[0].Comment));
        Assert.Equal(
            ("any", "all of them"),
            (capture.Reader.Interfaces[1].Name, capture.Reader.Interfaces[1].Description)
        );
        var last = capture.Reader.Interfaces[2];
        Assert.Equal((1, 0, "tcp", 96u), (last.Section, last.IdInSection, last.Filter, last.SnapLength));
    }

    [Fact]
    public void Names_statistics_and_secrets_are_kept()
    {
        var capture = ReadCapture.Of(
            new CaptureBytes()
                .Section()
                .Interface()
                .Block(
                    4,
                    body =>
                        body.Option(1, [10, 0, 0, 1, .. "host.test\0a\0"u8])
                            .Option(2, [.. new byte[15], 1, .. "lo\0"u8])
                            .EndOptions()
                )
                .Block(5, body => body.U32(0, 1, 1).OptionU64(4, 1000).OptionU64(5, 12).OptionU64(7, 3).EndOptions())
                .Block(10, body => body.U32(CaptureSecret.TlsKeyLog, 5).Raw("abcde"u8))
        );

        Assert.Equal(
            [(IPAddress.Parse("10.0.0.1"), "host.test a"), (IPAddress.IPv6Loopback, "lo")],
            capture.Reader.NameResolutions.Select(entry => (entry.Address, string.Join(' ', entry.Names)))
        );
        var statistics = capture.Reader.Interfaces[0];
        Assert.Equal((1000ul, 12ul, 3ul), (statistics.Received, statistics.Dropped, statistics.DroppedBySystem));
        var secret = Assert.Single(capture.Reader.Secrets);
        Assert.Equal(
            (CaptureSecret.TlsKeyLog, "abcde"),
            (secret.Type, System.Text.Encoding.ASCII.GetString(secret.Content.Span))
        );
        Assert.Empty(capture.Reader.Warnings);
    }

    [Fact]
    public void Secrets_beyond_the_limit_are_not_kept_but_noted()
    {
        var file = new CaptureBytes().Section();
        for (var i = 0; i < 3; i++)
        {
            file.Block(10, body => body.U32(CaptureSecret.TlsKeyLog, 40).Raw(new byte[40]));
        }
        using var stream = new MemoryStream(file.ToArray());
        using var reader = CaptureReader.Open(stream, new CaptureReaderOptions { MaximumSecretBytes = 100 });

        Assert.False(reader.TryReadNext(out _));

        Assert.Equal(2, reader.Secrets.Count);
        Assert.Equal("secrets_not_kept", Assert.Single(reader.Warnings).Code);
    }

    [Fact]
    public void Simple_packets_have_no_time_and_end_at_the_snap_length()
    {
        var capture = ReadCapture.Of(
            new CaptureBytes()
                .Section()
                .Interface(snap: 40)
                .Packet(0, Ticks, [1])
                .Block(3, body => body.U32(100).Raw(CaptureBytes.Frame.AsSpan(0, 40)))
        );

        var frame = capture.Frames[1];
        Assert.Equal((false, Time, 100u, 80), (frame.HasTime, frame.Time, frame.OriginalLength, frame.Data.Length));
    }

    [Fact]
    public void Obsolete_packet_blocks_are_frames_with_drop_counts()
    {
        var capture = ReadCapture.Of(
            new CaptureBytes()
                .Section()
                .Interface()
                .Block(
                    2,
                    body => body.U16(0, 3).U32((long)(Ticks >> 32), (long)(Ticks & uint.MaxValue), 4, 4).Raw(1, 2, 3, 4)
                )
                .Block(
                    2,
                    body =>
                        body.U16(0, 0xFFFF)
                            .U32((long)(Ticks >> 32), (long)(Ticks & uint.MaxValue), 4, 9)
                            .Raw(1, 2, 3, 4)
                            .Option(1, "old")
                            .EndOptions()
                )
        );

        Assert.Equal(
            [(Time, 4u, null), (Time, 9u, "old")],
            capture.Frames.Select(f => (f.Time, f.OriginalLength, f.Comment))
        );
        Assert.Equal(3ul, capture.Reader.DroppedFrames); // all ones means unknown
    }

    [Fact]
    public void What_Wireshark_numbers_as_a_frame_takes_a_number_here_too()
    {
        var capture = ReadCapture.Of(
            new CaptureBytes()
                .Section()
                .Interface()
                .Block(9, body => body.Raw("__REALTIME_TIMESTAMP=1700000001000000\nMESSAGE=hello\n"u8))
                .Block(0xBAD, body => body.U32(32473).Raw("abcd"u8))
                .Block(0x204, body => body.U16(1).U32(0, 0, 0, 0, 30).U16(3).Raw("abcd"u8))
                .Block(0x99, body => body.Raw("ignored"u8))
                .Packet(0, Ticks, [1])
        );

        Assert.Equal([false, false, false, true], capture.Frames.Select(frame => frame.IsPacket));
        Assert.Equal([52, 4, 4, 1], capture.Frames.Select(frame => frame.Data.Length / 2));
        Assert.Equal(
            [Time + 1_000_000_000, 0],
            capture.Frames.Take(1).Select(f => f.Time).Append(capture.Frames[2].Time)
        );
        Assert.Equal(["frame_no_packet", "block_skipped"], capture.WarningCodes);
        Assert.Equal([(0x99u, 1L)], capture.Reader.SkippedBlocks.Select(pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public void A_length_without_the_padding_is_understood()
    {
        var capture = ReadCapture.Of(
            new CaptureBytes()
                .Section()
                .Interface()
                .U32(6, 32 + 5, 0, 0, 0, 5, 5)
                .Raw(1, 2, 3, 4, 5, 0, 0, 0)
                .U32(32 + 5)
                .Packet(0, Ticks, [9])
        );

        Assert.Equal(["0102030405", "09"], capture.Frames.Select(frame => frame.Data));
    }

    [Fact]
    public void Options_longer_than_their_block_cost_the_options_only()
    {
        // tshark gives up here; the frame itself is sound, so it is kept.
        var capture = ReadCapture.Of(
            new CaptureBytes()
                .Section()
                .Interface()
                .Packet(0, Ticks, [1], body => body.U16(1, 500).Raw("abcd"u8))
                .Packet(0, Ticks, [2])
        );

        Assert.Equal(["01", "02"], capture.Frames.Select(frame => frame.Data));
        Assert.Equal(["options_malformed"], capture.WarningCodes);
    }

    public static TheoryData<string, byte[]> Broken { get; } =
        new()
        {
            {
                "lengths_differ",
                Sound().Block(6, body => body.U32(0, 0, 0, 4, 4, 1), trailer: 99).Packet(0, 1, [3]).ToArray()
            },
            { "interface_unknown", Sound().Packet(1, Ticks, [1]).Packet(0, 1, [3]).ToArray() },
            {
                "length_impossible",
                Sound().Block(6, body => body.U32(0, 0, 0, 100, 100, 1)).Packet(0, 1, [3]).ToArray()
            },
            { "length_impossible", Sound().U32(6, 8, 0).Packet(0, 1, [3]).ToArray() },
            { "length_impossible", Sound().U32(6, 0x7FFFFFF0, 0).Packet(0, 1, [3]).ToArray() },
            { "length_impossible", Sound().Packet(0, Ticks, new byte[262_145]).ToArray() },
            { "block_too_short", Sound().Block(6, body => body.U32(0)).Packet(0, 1, [3]).ToArray() },
            { "version_unknown", Sound().Section(2).Packet(0, 1, [3]).ToArray() },
            { "section_header_malformed", Sound().U32(0x0A0D0D0A, 28, 1, 2, 3, 4, 28).ToArray() },
            { "cut_short", Sound().U32(6, 60, 0).ToArray() },
            { "cut_short", Sound().U32(6).ToArray() },
        };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Stops_at_the_first_broken_block_and_keeps_what_came_before(string code, byte[] file)
    {
        var capture = ReadCapture.Of(file);

        Assert.Equal(["01"], capture.Frames.Select(frame => frame.Data));
        Assert.True(capture.Reader.IsTruncated);
        Assert.Equal(Sound().ToArray().Length, capture.Reader.StopOffset);
        Assert.Equal([code], capture.WarningCodes);
    }

    [Fact]
    public void Every_truncation_keeps_the_whole_frames()
    {
        var file = Sound().Packet(0, Ticks, CaptureBytes.Frame).ToArray();
        var whole = ReadCapture.Of(file);

        for (var length = 12; length < file.Length; length++)
        {
            var cut = ReadCapture.Of(file[..length]);
            Assert.Equal(whole.Frames.Take(cut.Frames.Count), cut.Frames);
            Assert.True(cut.Frames.Count < whole.Frames.Count);
            var atBoundary = length == 28 || length == 48 || length == Sound().ToArray().Length;
            Assert.Equal(!atBoundary, cut.Reader.IsTruncated);
        }
    }

    [Fact]
    public void More_interfaces_than_the_limit_stop_the_reading()
    {
        var file = new CaptureBytes().Section().Interface().Interface().Interface();
        using var stream = new MemoryStream(file.ToArray());
        using var reader = CaptureReader.Open(stream, new CaptureReaderOptions { MaximumInterfaces = 2 });

        Assert.False(reader.TryReadNext(out _));

        Assert.Equal(2, reader.Interfaces.Count);
        Assert.Equal("interfaces_too_many", Assert.Single(reader.Warnings).Code);
    }

    private static CaptureBytes Sound() => new CaptureBytes().Section().Interface().Packet(0, Ticks, [1]);
}
