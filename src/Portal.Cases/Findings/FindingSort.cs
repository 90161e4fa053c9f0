namespace Portal.Cases.Findings;

/// <summary>What findings are sorted by; equal ones by key.</summary>
public enum FindingSort
{
    Score,
    Severity,
    FirstTime,
    LastTime,
    Title,
    Detector,
    State,
    Source,
    Destination,
}
