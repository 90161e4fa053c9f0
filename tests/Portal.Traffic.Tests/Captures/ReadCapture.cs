using Portal.Traffic.Captures;

namespace Portal.Traffic.Tests.Captures;

/// <summary>A capture read to its end, with the frames kept.</summary>
internal sealed record ReadCapture(CaptureReader Reader, IReadOnlyList<ReadCapture.Frame> Frames)
{
    internal sealed record Frame(
        long Number,
        long Time,
        bool HasTime,
        uint OriginalLength,
        string Data,
        LinkType LinkType,
        int InterfaceId,
        long Offset,
        bool IsPacket,
        string? Comment,
        uint? Flags,
        ulong Dropped
    );

    /// <summary>Null if it is no capture.</summary>
    public static ReadCapture? TryRead(Stream stream)
    {
        if (!CaptureReader.TryOpen(stream, null, out var reader, out var reason))
        {
            Assert.NotEmpty(reason);
            return null;
        }
        using (reader)
        {
            var frames = new List<Frame>();
            while (reader.TryReadNext(out var frame))
            {
                frames.Add(
                    new Frame(
                        frame.Number,
                        frame.Time,
                        frame.HasTime,
                        frame.OriginalLength,
                        Convert.ToHexString(frame.Data),
                        frame.LinkType,
                        frame.InterfaceId,
                        frame.Offset,
                        frame.IsPacket,
                        frame.Comment,
                        frame.Flags,
                        frame.DroppedCount
                    )
                );
            }
            Assert.False(reader.TryReadNext(out _)); // the end stays the end
            return new ReadCapture(reader, frames);
        }
    }

    public static ReadCapture Of(byte[] file) => TryRead(new MemoryStream(file))!;

    public static ReadCapture Of(CaptureBytes file) => Of(file.ToArray());

    public string[] WarningCodes => [.. Reader.Warnings.Select(warning => warning.Code)];
}
