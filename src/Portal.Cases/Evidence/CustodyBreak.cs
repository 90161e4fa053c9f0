namespace Portal.Cases.Evidence;

/// <summary>Where a chain of custody does not hold, and why.</summary>
public sealed record CustodyBreak(int Sequence, string Message);
