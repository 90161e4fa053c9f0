namespace Portal.Cases.Findings;

/// <summary>What the team thinks of a finding.</summary>
public enum FindingState
{
    New,
    Confirmed,
    Dismissed,
    NeedsData,
}
