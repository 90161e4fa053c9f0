namespace Portal.Cases.Members;

/// <summary>What a member may do in a case; each role includes the ones before it.</summary>
public enum CaseRole
{
    /// <summary>Sees everything, changes nothing.</summary>
    Reader,

    /// <summary>Adds evidence, judges findings, writes.</summary>
    Analyst,

    /// <summary>Also changes the case itself and its members.</summary>
    Owner,
}
