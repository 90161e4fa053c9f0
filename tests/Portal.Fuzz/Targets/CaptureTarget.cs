using Portal.Fuzz.Engine;
using Portal.Fuzz.Seeds;
using Portal.Traffic.Captures;

namespace Portal.Fuzz.Targets;

/// <summary>A capture file, bare or wrapped; every frame and all that the file says of itself.</summary>
public sealed class CaptureTarget(string name, Func<byte[], bool> isSeed, Func<byte[], byte[]>? wrap = null)
    : FuzzTarget($"capture/{name}")
{
    private const int MaxSeedBytes = 4 * 1024;

    /// <summary>Unpacking needs windows (8 MB for zstd at its highest levels) and the reader a buffer.</summary>
    public override long MaxAllocatedBytes => 32 << 20;

    public override IEnumerable<byte[]> Seeds(CorpusSeeds corpus)
    {
        foreach (var path in corpus.Captures)
        {
            var head = new byte[MaxSeedBytes];
            using var file = File.OpenRead(path);
            head = head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
            if (isSeed(head))
            {
                yield return wrap is null ? head : wrap(head);
            }
        }
    }

    public override void Run(ReadOnlySpan<byte> input)
    {
        using var stream = new MemoryStream(input.ToArray(), writable: false);
        if (!CaptureReader.TryOpen(stream, null, out var opened, out _))
        {
            return;
        }
        using var reader = opened;
        var (bytes, texts) = (0L, 0L);
        while (reader.TryReadNext(out var frame))
        {
            bytes += frame.Data.Length;
            texts += frame.Comment?.Length ?? 0;
            _ = frame.Direction;
            _ = frame.DroppedCount;
        }
        _ = reader.Interfaces.Count + reader.Sections.Count + reader.Warnings.Count + reader.Secrets.Count;
        if (reader.IsTruncated && reader.StopReason is null)
        {
            throw new InvalidDataException("reading stopped without a reason");
        }
    }
}
