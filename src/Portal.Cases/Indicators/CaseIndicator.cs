namespace Portal.Cases.Indicators;

/// <summary>A value that points at the adversary, and what the team thinks of it.</summary>
public sealed class CaseIndicator
{
    public int Id { get; set; }
    public int CaseId { get; set; }

    /// <summary>As <see cref="Portal.Analysis.Indicators.Indicator"/> names it, for example <c>domain-name</c>.</summary>
    public required string Type { get; set; }

    /// <summary>Never defanged.</summary>
    public required string Value { get; set; }
    public string Context { get; set; } = "";

    /// <summary>Nanoseconds since 1970 UTC; null for one that was added by hand without a time.</summary>
    public long? FirstTime { get; set; }
    public long? LastTime { get; set; }

    /// <summary>Keys of the findings that it comes from.</summary>
    public IReadOnlyList<string> Findings { get; set; } = [];

    /// <summary>False when the last analysis did not yield it any more; always true for one added by hand.</summary>
    public bool IsCurrent { get; set; } = true;
    public bool IsByHand { get; set; }
    public IndicatorState State { get; set; }
    public string Reason { get; set; } = "";
    public string? JudgedBy { get; set; }
    public DateTimeOffset? JudgedAt { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
    public int Revision { get; set; }
}
