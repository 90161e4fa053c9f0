namespace Portal.Cases.Runs;

/// <summary>What a run does.</summary>
public enum RunKind
{
    /// <summary>Reads one piece of evidence into records.</summary>
    Import,

    /// <summary>Runs the detectors over all records of the case.</summary>
    Analysis,
}
