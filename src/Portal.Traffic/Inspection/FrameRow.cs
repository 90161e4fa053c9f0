namespace Portal.Traffic.Inspection;

/// <summary>A line of the packet list, without the frame's bytes.</summary>
/// <param name="Time">Nanoseconds since 1970 UTC.</param>
/// <param name="Length">Bytes on the wire.</param>
public sealed record FrameRow(
    long Number,
    long Time,
    string Source,
    string Destination,
    string Protocol,
    uint Length,
    string Info
)
{
    public static FrameRow Of(DissectedFrame frame) =>
        new(frame.Number, frame.Time, frame.Source, frame.Destination, frame.Protocol, frame.Length, frame.Info);
}
