namespace Portal.Traffic.Live;

/// <summary>How a live capture went.</summary>
/// <param name="Frames">Written.</param>
/// <param name="Received">Frames that passed the filter, as the kernel counts; null if it does not say.</param>
/// <param name="Dropped">Frames lost because the kernel's buffer was full.</param>
/// <param name="DroppedByInterface">Frames lost by the network card or its driver.</param>
/// <param name="Error">Why capturing broke off, for example because the interface went down; null if it did not.</param>
public sealed record LiveCaptureSummary(
    long Frames,
    long? Received,
    long? Dropped,
    long? DroppedByInterface,
    string? Error
);
