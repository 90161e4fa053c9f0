using Portal.Analysis.Importers;
using Portal.Analysis.Tests.Store;
using Portal.Samples;
using Portal.Traffic.Captures;

namespace Portal.Analysis.Tests.Importers.Captures;

public sealed class CaptureImporterTests : IDisposable
{
    private readonly TemporaryStore _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData("formats")]
    [InlineData("malformed")]
    public void The_import_sees_the_frames_that_the_reader_sees(string folder)
    {
        var captures = Directory
            .GetFiles(Corpus.File(Path.Combine("captures", folder)))
            .Where(path => new FileInfo(path).Length < 1_000_000)
            .Order(StringComparer.Ordinal)
            .ToList();
        Assert.NotEmpty(captures);
        var read = 0;
        foreach (var path in captures)
        {
            using var file = File.OpenRead(path);
            if (!CaptureReader.TryOpen(file, null, out var reader, out _))
            {
                Assert.Throws<UnreadableEvidenceException>(() => EvidenceImporter.Import(path, _temporary.Store));
                continue;
            }
            using (reader)
            {
                while (reader.TryReadNext(out _)) { }
                var manifest = EvidenceImporter.Import(path, _temporary.Store).Manifest;

                Assert.True(reader.FrameCount == manifest.Frames, $"{path}: {manifest.Frames} of {reader.FrameCount}");
                Assert.True(reader.IsTruncated == manifest.IsPartial, $"{path}: {manifest.IsPartial}");
                Assert.Equal(reader.Format == CaptureFormat.Pcapng ? "pcapng" : "pcap", manifest.Kind);
                read++;
            }
        }
        Assert.NotEqual(0, read);
    }

    [Fact]
    public void The_frame_index_is_written_when_asked_for()
    {
        var path = Corpus.File("captures/http/methods.pcap");
        var without = EvidenceImporter.Import(path, _temporary.Store);
        var with = EvidenceImporter.Import(path, _temporary.Store, new ImportOptions { WriteFrameIndex = true });

        Assert.Null(without.FrameIndex);
        using var index = FrameIndex.Open(with.FrameIndex!);
        Assert.Equal(with.Manifest.Frames, index.Count);
        Assert.True(with.Manifest.Records["conn"] > 0);
        Assert.True(with.Manifest.FirstTime < with.Manifest.LastTime);
    }

    [Fact]
    public void Two_imports_give_the_same_rows()
    {
        var path = Corpus.File("captures/http/methods.pcap");
        const string sql = "SELECT * EXCLUDE (evidence) FROM conn ORDER BY ALL";

        Assert.Equal(
            EvidenceImporter.Import(path, _temporary.Store).Rows(sql),
            EvidenceImporter.Import(path, _temporary.Store).Rows(sql)
        );
    }
}
