using Portal.Samples;
using Portal.Traffic.Captures;
using Portal.Traffic.Inspection;

namespace Portal.Traffic.Tests.Inspection;

public sealed class FrameWindowTests
{
    [Fact]
    public void A_frame_from_the_middle_is_dissected_as_in_the_whole()
    {
        const string Capture = "captures/tls/tls-1.2-stream-keylog.pcap";
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var index = Path.Combine(folder.FullName, "frames.idx");
            WriteIndex(Corpus.File(Capture), index);
            using var source = FrameSource.Open(Corpus.File(Capture), index);
            var whole = CorpusFrames.Dissect(Capture).Select(FrameRow.Of).ToList();

            Assert.Equal(whole[50..90], FrameWindow.Read(source, 51, 40));
            Assert.Equal([whole[3], whole[60], whole[^1]], FrameWindow.Read(source, [4, 61, whole.Count, 99_999]));
            Assert.Equal(whole[60].Info, FrameWindow.Read(source, 61)?.Info);
            Assert.Null(FrameWindow.Read(source, whole.Count + 1));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void WriteIndex(string capture, string index)
    {
        using var stream = File.OpenRead(capture);
        using var reader = CaptureReader.Open(stream);
        using var writer = new FrameIndexWriter(index);
        while (reader.TryReadNext(out var frame))
        {
            writer.Add(frame);
        }
        writer.Complete();
    }
}
