namespace Portal.Analysis.Reports;

/// <summary>An event of the timeline that a person added.</summary>
/// <param name="Time">Nanoseconds since 1970 UTC.</param>
/// <param name="Title">What happened.</param>
/// <param name="Source">Where it is known from.</param>
public sealed record ReportEvent(long Time, string Title, string Source);
