using Portal.Analysis.Findings;

namespace Portal.Cases.Findings;

/// <summary>A detector's finding in a case, and what the team says about it. A later run replaces the former only.</summary>
public sealed class CaseFinding
{
    public int Id { get; set; }
    public int CaseId { get; set; }

    /// <summary>The finding's stable key; unique in the case.</summary>
    public required string Key { get; set; }
    public required string Detector { get; set; }
    public required string Title { get; set; }
    public Severity Severity { get; set; }
    public int Score { get; set; }
    public double Confidence { get; set; }

    /// <summary>Nanoseconds since 1970 UTC.</summary>
    public long FirstTime { get; set; }
    public long LastTime { get; set; }
    public string? Source { get; set; }
    public string? Destination { get; set; }
    public string? DestinationName { get; set; }
    public int? Port { get; set; }
    public string? Protocol { get; set; }

    /// <summary>The whole finding as JSON; see <see cref="FindingJson"/>.</summary>
    public required string Document { get; set; }

    /// <summary>False when the last analysis did not find it any more; it stays because the team judged it.</summary>
    public bool IsCurrent { get; set; } = true;

    /// <summary>The analysis that wrote it last.</summary>
    public Guid RunId { get; set; }
    public FindingState State { get; set; }

    /// <summary>Why the team judged so.</summary>
    public string Reason { get; set; } = "";
    public string? JudgedBy { get; set; }
    public DateTimeOffset? JudgedAt { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Counts the team's changes; a change names the revision that it was made from.</summary>
    public int Revision { get; set; }

    /// <summary>The finding as the detector wrote it.</summary>
    public Finding Read() => FindingJson.Read(Document);
}
