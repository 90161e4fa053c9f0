using Portal.Samples;
using Portal.Traffic.Captures;
using Portal.Traffic.Inspection;
using Portal.Traffic.KeyLogs;

namespace Portal.Traffic.Tests.Inspection;

/// <summary>The frames of a capture of the corpus, dissected.</summary>
internal static class CorpusFrames
{
    public static List<DissectedFrame> Dissect(string capture, KeyLog? keys = null) =>
        DissectFile(Corpus.File(capture), keys);

    public static List<DissectedFrame> DissectFile(string path, KeyLog? keys = null)
    {
        using var stream = File.OpenRead(path);
        using var reader = CaptureReader.Open(stream);
        var frames = new List<CapturedFrame>();
        while (reader.TryReadNext(out var frame))
        {
            frames.Add(CapturedFrame.Of(frame));
        }
        return [.. CaptureDissector.Dissect(frames, keys)];
    }
}
