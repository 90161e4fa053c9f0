namespace Portal.Cases.Live;

/// <summary>What part of a case has changed.</summary>
public enum CaseChangeKind
{
    Case,
    Member,
    Upload,
    Evidence,
    Run,
    Finding,
    Indicator,
    Timeline,
    Note,
    Presence,
}
