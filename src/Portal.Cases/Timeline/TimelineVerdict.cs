using Portal.Cases.Findings;

namespace Portal.Cases.Timeline;

/// <summary>What the team says of a finding that stands on the timeline.</summary>
/// <param name="By">Who judged; null while nobody has.</param>
/// <param name="IsCurrent">False when the last analysis did not find it any more.</param>
public sealed record TimelineVerdict(FindingState State, string? By, string Reason, bool IsCurrent);
