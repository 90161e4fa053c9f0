using Portal.Traffic.FileFormats.Pe;
using Portal.Traffic.Records;
using Portal.Traffic.Tests.Protocols;

namespace Portal.Traffic.Tests.FileFormats.Pe;

public sealed class PeImageTests
{
    [Fact]
    public void A_64_bit_image_is_read_whole()
    {
        var record = Parse(Image(0x8664, 0x20B, 16));

        Assert.Equal(
            ("AMD64", "Windows Vista or Server 2008", "WINDOWS_CUI"),
            (record.Machine, record.System, record.Subsystem)
        );
        Assert.Equal(1_600_000_000L * UnixTime.NanosecondsPerSecond, record.CompileTime);
        Assert.True(record is { IsExecutable: true, Is64Bit: true, UsesAddressRandomization: true });
        Assert.True(
            record is { UsesDataExecutionPrevention: true, UsesCodeIntegrity: false, UsesStructuredExceptions: true }
        );
        Assert.True(record is { HasImports: true, HasExports: false, HasCertificates: false, HasDebugData: true });
        Assert.Equal([".text", ".rsrc"], record.SectionNames!);
    }

    [Fact]
    public void A_32_bit_image_has_its_directories_elsewhere()
    {
        var record = Parse(Image(0x14C, 0x10B, 16));

        Assert.True(
            record is { Machine: "I386", Is64Bit: false, HasImports: true, HasDebugData: true, HasExports: false }
        );
    }

    [Theory]
    [InlineData("NE", true)]
    [InlineData("LX", true)]
    [InlineData("ZM", false)]
    public void An_older_program_has_a_row_of_its_machine_alone(string signature, bool hasRow)
    {
        var image = Image(0x1DB, 0x20B, 16);
        System.Text.Encoding.ASCII.GetBytes(signature).CopyTo(image, 128);
        Assert.Equal(hasRow, PeImage.TryParse(image, out var parsed));
        if (hasRow)
        {
            var record = parsed.ToRecord("F1", default, default);
            Assert.Equal("unknown-475", record.Machine);
            Assert.Null(record.SectionNames);
        }
    }

    [Fact]
    public void Directories_that_are_not_there_are_unknown() =>
        Assert.Null(Parse(Image(0x8664, 0x20B, 2)).HasDebugData);

    [Fact]
    public void Every_truncation_yields_what_was_there()
    {
        var whole = Image(0x8664, 0x20B, 16);
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.Equal(length >= 128 + 24, PeImage.TryParse(whole.AsSpan(0, length), out _));
            Assert.InRange(PeImage.NeededBytes(whole.AsSpan(0, length)), 64, whole.Length);
        }
    }

    [Fact]
    public void The_reader_takes_the_headers_out_of_pieces_of_any_size()
    {
        var whole = Image(0x8664, 0x20B, 16);
        foreach (var size in new[] { 1, 7, 64, 100, 5000 })
        {
            var flow = new ScriptedFlow();
            var file = flow.Files.Open("HTTP", Side.Responder, flow.NextFrame());
            file.MimeType = "application/x-dosexec";
            foreach (var piece in whole.Chunk(size))
            {
                file.Data(piece, flow.NextFrame());
            }
            file.Close(flow.NextFrame());

            var row = Assert.Single(flow.Collected.Of(PeRecord.Table));
            Assert.Equal([".text", ".rsrc"], row.SectionNames!);
            Assert.Equal(file.Fuid, row.Fuid);
        }
    }

    [Fact]
    public void A_file_judged_by_its_bytes_is_read_behind_the_head_that_judged_it()
    {
        byte[] whole = [.. Image(0x8664, 0x20B, 16, place: 4090), .. new byte[100]];
        var flow = new ScriptedFlow();
        var file = flow.Files.Open("HTTP", Side.Responder, flow.NextFrame());
        file.Data(whole, flow.NextFrame());
        file.Close(flow.NextFrame());

        Assert.Equal("AMD64", Assert.Single(flow.Collected.Of(PeRecord.Table)).Machine);
    }

    [Theory]
    [InlineData(60, 0xFFu)]
    [InlineData(134, 0xFFu)]
    public void Lengths_beyond_the_file_are_borne(int offset, uint value)
    {
        var image = Image(0x8664, 0x20B, 16);
        image.AsSpan(offset, 2).Fill((byte)value);
        PeImage.TryParse(image, out _);
        Assert.True(PeImage.NeededBytes(image) >= 64);
    }

    private static PeRecord Parse(byte[] bytes)
    {
        Assert.True(PeImage.TryParse(bytes, out var image));
        return image.ToRecord("F1", new FrameStamp(1, 10), new FrameStamp(2, 20));
    }

    private static byte[] Image(int machine, int magic, int directories, int place = 128)
    {
        var fixedBytes = magic == 0x20B ? 112 : 96;
        var optional = fixedBytes + (directories * 8);
        var bytes = new byte[place + 24 + optional + 80];
        var write = (int at, uint value, int width) =>
        {
            for (var i = 0; i < width; i++)
            {
                bytes[at + i] = (byte)(value >> (8 * i));
            }
        };
        "MZ"u8.CopyTo(bytes);
        write(60, (uint)place, 4);
        "PE\0\0"u8.CopyTo(bytes.AsSpan(place));
        write(place + 4, (uint)machine, 2);
        write(place + 6, 2, 2);
        write(place + 8, 1_600_000_000, 4);
        write(place + 20, (uint)optional, 2);
        write(place + 22, machine == 0x14C ? 0x102u : 0x22u, 2);
        var header = place + 24;
        write(header, (uint)magic, 2);
        write(header + 40, 6, 2);
        write(header + 68, 3, 2);
        write(header + 70, 0x140, 2);
        write(header + fixedBytes - 4, (uint)directories, 4);
        write(header + fixedBytes + (1 * 8) + 4, 20, 4);
        if (directories > 6)
        {
            write(header + fixedBytes + (6 * 8) + 4, 28, 4);
        }
        ".text"u8.CopyTo(bytes.AsSpan(header + optional));
        ".rsrc"u8.CopyTo(bytes.AsSpan(header + optional + 40));
        return bytes;
    }
}
