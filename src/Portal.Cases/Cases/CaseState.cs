namespace Portal.Cases.Cases;

/// <summary>Where the team is in its work; the order is the usual one, any change is allowed.</summary>
public enum CaseState
{
    Open,
    InProgress,
    Containment,
    Eradication,
    Recovery,
    Closed,
}
