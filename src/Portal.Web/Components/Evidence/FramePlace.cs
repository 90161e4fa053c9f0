namespace Portal.Web.Components.Evidence;

/// <summary>One place in a piece of evidence: the key of everything that can be checked.</summary>
/// <param name="Sha256">Of the evidence.</param>
/// <param name="Name">File name as it was handed in.</param>
/// <param name="Number">Frame number from 1 (or line number of a log).</param>
/// <param name="IsLine">A line of a log, not a frame.</param>
/// <param name="Time">Nanoseconds since 1970 UTC; null while not known.</param>
/// <param name="Summary">What stands there, in a line, for the hover; null while not known.</param>
public sealed record FramePlace(
    string Sha256,
    string Name,
    long Number,
    bool IsLine = false,
    long? Time = null,
    string? Summary = null
)
{
    /// <summary>As it is copied: <c>capture.pcap #18234</c>, <c>conn.log line 12</c>.</summary>
    public string Text => IsLine ? $"{Name} line {Number}" : $"{Name} #{Number}";
}
