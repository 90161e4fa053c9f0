namespace Portal.Traffic.Captures;

/// <summary>Something odd in a capture file, how often, and where it was seen first.</summary>
/// <param name="Code">Stable name, for example <c>options_malformed</c>.</param>
/// <param name="Message">For people, with the values of the first time.</param>
/// <param name="FirstFrame">Frames read before it was seen; the frame itself where it belongs to one.</param>
/// <param name="FirstOffset">In the uncompressed file.</param>
public sealed record CaptureWarning(string Code, string Message, long Count, long FirstFrame, long FirstOffset);
