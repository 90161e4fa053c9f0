namespace Portal.Traffic.Captures;

/// <summary>A frame with bytes of its own, as <see cref="FrameSource"/> gives it out.</summary>
/// <param name="Entry">Number, time, lengths, link type.</param>
/// <param name="Data">The captured bytes.</param>
/// <param name="Comment">The frame's comments, one a line; null if it has none.</param>
/// <param name="Flags">pcapng's <c>epb_flags</c>; null if the file has none.</param>
public sealed record CapturedFrame(FrameIndexEntry Entry, byte[] Data, string? Comment, uint? Flags)
{
    /// <summary>A copy of a frame that a reader is at.</summary>
    public static CapturedFrame Of(in CaptureFrame frame) =>
        new(FrameIndexEntry.Of(frame), frame.Data.ToArray(), frame.Comment, frame.Flags);

    public long Number => Entry.Number;

    /// <summary>Nanoseconds since 1970 UTC.</summary>
    public long Time => Entry.Time;

    public LinkType LinkType => Entry.LinkType;

    public uint OriginalLength => Entry.OriginalLength;
}
