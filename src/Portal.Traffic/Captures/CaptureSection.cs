namespace Portal.Traffic.Captures;

/// <summary>What a pcapng section header says about the capture.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Offset">Where the section starts in the uncompressed file.</param>
public sealed record CaptureSection(
    int Index,
    long Offset,
    string? Hardware,
    string? OperatingSystem,
    string? Application,
    string? Comment
);
