using System.Security.Cryptography;
using Portal.Samples;
using Portal.Traffic.Files;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Files;

public sealed class TransferredFileTests
{
    private static readonly ConnectionId s_id = new("10.0.0.1", 50000, "93.184.216.34", 80);

    private readonly RecordCollector _records = new();
    private long _frame;

    [Theory]
    [InlineData(1)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(100_000)]
    public void Digests_are_those_of_the_whole_content(int length)
    {
        var content = new byte[length];
        new Random(length).NextBytes(content);
        var file = Open();
        foreach (var piece in content.Chunk(1460))
        {
            file.Data(piece, Next());
        }
        file.Close(Next());
        var row = Row();
        Assert.Equal(Convert.ToHexStringLower(MD5.HashData(content)), row.Md5);
        Assert.Equal(Convert.ToHexStringLower(SHA1.HashData(content)), row.Sha1);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), row.Sha256);
        Assert.Equal(length, row.SeenBytes);
        Assert.Equal(["MD5", "SHA1", "SHA256"], row.Analyzers);
    }

    [Fact]
    public void Identifiers_are_the_same_on_every_run_and_differ_within_one()
    {
        FileTracker Tracker() => new(_records, "CAbc", s_id);
        var (first, again) = (Tracker(), Tracker());
        var fuid = first.Open("HTTP", Side.Responder, Next()).Fuid;
        Assert.Matches("^F[0-9A-Za-z]{17}$", fuid);
        Assert.Equal(fuid, again.Open("HTTP", Side.Responder, Next()).Fuid);
        Assert.NotEqual(fuid, first.Open("HTTP", Side.Responder, Next()).Fuid);
    }

    [Fact]
    public void A_hole_counts_and_leaves_no_digest()
    {
        var file = Open();
        file.Data("%PDF-1.7 "u8, Next());
        file.Gap(100, Next());
        file.Data("more"u8, Next());
        file.Close(Next());
        var row = Row();
        Assert.Equal((13, 100, null, "application/pdf"), (row.SeenBytes, row.MissingBytes, row.Sha256, row.MimeType));
    }

    [Fact]
    public void Certificates_are_not_listed_but_observed()
    {
        var observer = new Observer();
        var file = new FileTracker(_records, "C1", s_id, observer).Open("SSL", Side.Responder, Next());
        file.MimeType = "application/x-x509-user-cert";
        file.AddAnalyzer("X509");
        file.Data([0x30, 0x82], Next());
        file.Close(Next());
        Assert.Empty(_records.Of(FilesRecord.Table));
        Assert.Equal(["X509", "SHA256", "SHA1", "MD5"], observer.Record!.Analyzers);
        Assert.NotNull(observer.Record.Sha256);
        Assert.Equal("application/x-x509-user-cert", observer.Record.MimeType);
        Assert.Equal(2, observer.Bytes);
    }

    [Fact]
    public void The_sender_decides_who_is_local()
    {
        var tracker = new FileTracker(_records, "C1", s_id);
        foreach (var side in (Side[])[Side.Originator, Side.Responder])
        {
            var file = tracker.Open("HTTP", side, Next());
            file.Data("x"u8, Next());
            file.Close(Next());
        }
        Assert.Equal([true, false], _records.Of(FilesRecord.Table).Select(row => row.IsLocalOriginator));
    }

    [Fact]
    public void Parts_in_any_order_make_the_file_and_each_flow_gets_a_row()
    {
        var run = new TransferredFiles(_records, Traffic.Packets.LocalNetworks.Private);
        var one = new FileTracker(run, "C1", s_id).OpenShared("HTTP", Side.Responder, Next(), "f");
        one.TotalBytes = 12;
        one.DataAt(5, " world!"u8, Next());
        var two = new FileTracker(run, "C2", s_id).OpenShared("HTTP", Side.Responder, Next(), "f");
        Assert.Same(one, two);
        two.DataAt(0, "hello w"u8, Next());
        var rows = _records.Of(FilesRecord.Table);
        Assert.Equal(["C1", "C2"], rows.Select(row => row.Uid));
        Assert.All(rows, row => Assert.Equal(Convert.ToHexStringLower(MD5.HashData("hello world!"u8)), row.Md5));
        Assert.True(one.IsClosed);
    }

    [Fact]
    public void Parts_ahead_of_their_place_are_kept_up_to_the_limit()
    {
        var run = new TransferredFiles(_records, Traffic.Packets.LocalNetworks.Private);
        var file = new FileTracker(run, "C1", s_id).OpenShared("HTTP", Side.Responder, Next(), "f");
        var piece = new byte[64 * 1024];
        for (var i = 1; i <= 20; i++)
        {
            file.DataAt(i * 1_000_000L, piece, Next());
        }
        run.Finish(Next());
        var row = Row();
        Assert.Equal(20 * piece.Length, row.SeenBytes);
        Assert.Equal(20_000_000 - 19 * piece.Length, row.MissingBytes + row.OverflowBytes);
        Assert.True(row.IsTimedOut && row.OverflowBytes > 0);
    }

    private TransferredFile Open() => new FileTracker(_records, "C1", s_id).Open("HTTP", Side.Responder, Next());

    private FrameStamp Next() => new(++_frame, _frame * 1_000_000);

    private FilesRecord Row() => Assert.Single(_records.Of(FilesRecord.Table));

    private sealed class Observer : IFileObserver
    {
        public long Bytes { get; private set; }

        public FilesRecord? Record { get; private set; }

        public void OnData(TransferredFile file, ReadOnlySpan<byte> bytes) => Bytes += bytes.Length;

        public void OnGap(TransferredFile file, long bytes) { }

        public void OnClose(TransferredFile file, FilesRecord record, IRecordSink records) => Record = record;
    }
}
