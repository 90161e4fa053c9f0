using System.Security.Cryptography;
using Portal.Analysis.Objects;
using Portal.Samples;
using Portal.Traffic;
using Portal.Traffic.Files;
using Portal.Traffic.Packets;
using Portal.Traffic.Records;

namespace Portal.Analysis.Tests.Objects;

public sealed class ObjectCarverTests : IDisposable
{
    private static readonly ConnectionId s_id = new("10.0.0.1", 40000, "10.0.0.2", 80);

    private readonly string _folder = Directory.CreateTempSubdirectory("objects-").FullName;
    private readonly RecordCollector _records = new();
    private readonly ObjectStore _store;
    private readonly ObjectCarver _carver;
    private readonly FileTracker _tracker;
    private long _frame;

    public ObjectCarverTests()
    {
        _store = new ObjectStore(_folder);
        _carver = new ObjectCarver(_store);
        _tracker = new FileTracker(new TransferredFiles(_records, LocalNetworks.Private, _carver), "C1", s_id);
    }

    public void Dispose()
    {
        _carver.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(70_000)]
    [InlineData(3_000_000)]
    public void A_whole_file_is_kept_byte_for_byte(int length)
    {
        var content = RandomNumberGenerator.GetBytes(length);
        var file = Open();
        foreach (var piece in content.Chunk(1460))
        {
            file.Data(piece, Next());
        }
        file.Close(Next());

        var row = Row();
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), row.Sha256);
        Assert.Equal(content, File.ReadAllBytes(_store.PathOf(row.Sha256)));
        Assert.Equal((length, true), (row.Size, row.IsComplete));
        Assert.Null(row.Missing);
    }

    [Fact]
    public void Holes_are_zeros_at_their_place_and_listed()
    {
        var file = Open();
        file.Data("head"u8, Next());
        file.Gap(3, Next());
        file.Data("tail"u8, Next());
        file.Close(Next());

        var row = Row();
        Assert.Equal("head\0\0\0tail"u8, File.ReadAllBytes(_store.PathOf(row.Sha256)));
        Assert.Equal(["4-6"], row.Missing);
        Assert.False(row.IsComplete);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("head\0\0\0tail"u8)), row.Sha256);
    }

    [Fact]
    public void An_end_that_did_not_come_is_listed()
    {
        var file = Open();
        file.TotalBytes = 10;
        file.Data("part"u8, Next());
        file.Close(Next());

        Assert.Equal(["4-"], Row().Missing);
    }

    [Fact]
    public void A_content_ends_at_the_hole_that_is_too_large()
    {
        var file = Open();
        file.Data("a"u8, Next());
        file.Gap(CarvedContent.MaxHoleBytes, Next());
        file.Data("b"u8, Next());
        file.Gap(long.MaxValue / 4, Next());
        file.Data("never"u8, Next());
        file.Close(Next());

        var row = Row();
        Assert.Equal(CarvedContent.MaxHoleBytes + 2, row.Size);
        Assert.Equal([$"1-{CarvedContent.MaxHoleBytes}", $"{CarvedContent.MaxHoleBytes + 2}-"], row.Missing);
    }

    [Fact]
    public void The_same_content_twice_is_two_rows_and_one_file()
    {
        for (var i = 0; i < 2; i++)
        {
            var file = Open();
            file.Data("same"u8, Next());
            file.Close(Next());
        }

        Assert.Equal(2, _records.Of(ObjectRecord.Table).Count);
        _carver.Dispose();
        Assert.Single(Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_file_without_a_byte_is_nothing_to_keep()
    {
        Open().Close(Next());
        var file = Open();
        file.Gap(100, Next());
        file.Close(Next());

        Assert.Empty(_records.Of(ObjectRecord.Table));
        Assert.Equal(2, _records.Of(FilesRecord.Table).Count);
    }

    [Fact]
    public void Certificates_are_left_to_x509()
    {
        var file = Open();
        file.MimeType = "application/x-x509-user-cert";
        file.Data("der"u8, Next());
        file.Close(Next());

        Assert.Empty(_records.Of(ObjectRecord.Table));
    }

    [Fact]
    public void A_container_is_kept_but_is_no_row_of_files()
    {
        var whole = _tracker.OpenBody("HTTP", Side.Originator, Next())!;
        whole.DeclaredMimeType = "multipart/form-data";
        whole.Data("--b--"u8, Next());
        whole.Close(Next());

        Assert.Equal("multipart/form-data", Row().DeclaredMimeType);
        Assert.Empty(_records.Of(FilesRecord.Table));
    }

    [Fact]
    public void What_a_killed_process_left_is_removed_by_the_next()
    {
        var left = Directory.CreateDirectory(Path.Combine(_folder, "incoming", "dead")).FullName;
        File.WriteAllText(Path.Combine(left, "part"), "x");
        File.WriteAllText(left + ".lock", "");

        _ = new ObjectStore(_folder);

        Assert.False(Directory.Exists(left));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("ABCDEF")]
    [InlineData("")]
    public void Only_a_digest_becomes_a_path(string text) =>
        Assert.Throws<ArgumentException>(() => _store.PathOf(text));

    [Fact]
    public void What_is_not_over_is_forgotten()
    {
        Open().Data(new byte[200_000], Next());
        _carver.Dispose();

        Assert.Empty(Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories));
    }

    private TransferredFile Open() => _tracker.Open("HTTP", Side.Responder, Next());

    private FrameStamp Next() => new(++_frame, _frame * 1_000_000);

    private ObjectRecord Row() => Assert.Single(_records.Of(ObjectRecord.Table));
}
