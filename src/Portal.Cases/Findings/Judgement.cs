namespace Portal.Cases.Findings;

/// <summary>A member's decision on a finding.</summary>
/// <param name="Reason">Required to dismiss.</param>
/// <param name="Revision">The revision that the member looked at.</param>
public sealed record Judgement(FindingState State, string Reason, int Revision);
