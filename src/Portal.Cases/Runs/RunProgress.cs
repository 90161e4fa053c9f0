namespace Portal.Cases.Runs;

/// <summary>How far a running run is, as fresh as it is known.</summary>
/// <param name="Share">0 to 1; null while the end cannot be told.</param>
/// <param name="Items">Frames, lines or findings so far.</param>
/// <param name="BytesPerSecond">Evidence read per second so far.</param>
/// <param name="Remaining">Time to the end at this rate.</param>
public sealed record RunProgress(
    Guid RunId,
    string Stage,
    double? Share,
    long Items,
    double? BytesPerSecond,
    TimeSpan? Remaining
);
