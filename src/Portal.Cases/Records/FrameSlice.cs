namespace Portal.Cases.Records;

/// <summary>A pcapng file that was cut out of a capture.</summary>
/// <param name="Content">From its start; the receiver closes it.</param>
/// <param name="Name">A file name for it.</param>
public sealed record FrameSlice(Stream Content, string Name);
