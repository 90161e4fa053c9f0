namespace Portal.Analysis.Findings;

/// <summary>How urgent a finding is; the bands of its score.</summary>
public enum Severity
{
    /// <summary>Score under 20.</summary>
    Info,

    /// <summary>20 to 39.</summary>
    Low,

    /// <summary>40 to 59.</summary>
    Medium,

    /// <summary>60 to 79, or above with one family of evidence only.</summary>
    High,

    /// <summary>80 and above with at least two independent families of evidence.</summary>
    Critical,
}
