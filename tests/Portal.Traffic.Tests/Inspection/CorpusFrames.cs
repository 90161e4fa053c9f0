using Portal.Samples;
using Portal.Traffic.Captures;
using Portal.Traffic.Inspection;
using Portal.Traffic.KeyLogs;

namespace Portal.Traffic.Tests.Inspection;

/// <summary>The frames of a capture of the corpus, dissected.</summary>
internal static class CorpusFrames
{
    public static List<DissectedFrame> Dissect(string capture, KeyLog? keys = null)
    {
        using var stream = File.OpenRead(Corpus.File(capture));
        using var reader = CaptureReader.Open(stream);
        var frames = new List<CapturedFrame>();
        while (reader.TryReadNext(out var frame))
        {
            frames.Add(CapturedFrame.Of(frame));
        }
        return [.. CaptureDissector.Dissect(frames, keys)];
    }
}
