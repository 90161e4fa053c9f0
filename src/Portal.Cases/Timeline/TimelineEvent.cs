using Portal.Analysis.Findings;

namespace Portal.Cases.Timeline;

/// <summary>A moment of the incident's story, from a finding or written by a person.</summary>
public sealed class TimelineEvent
{
    public int Id { get; set; }
    public int CaseId { get; set; }

    /// <summary>Nanoseconds since 1970 UTC.</summary>
    public long Time { get; set; }

    /// <summary>When it was over; null for a moment.</summary>
    public long? EndTime { get; set; }

    /// <summary>The time as the person typed it, with its zone; null for events from findings.</summary>
    public string? TypedTime { get; set; }
    public required string Title { get; set; }

    /// <summary>Markdown.</summary>
    public string Text { get; set; } = "";

    /// <summary>An ATT&amp;CK tactic, or a word of the team's own, for example <c>command-and-control</c>.</summary>
    public string Category { get; set; } = "";
    public Severity? Severity { get; set; }

    /// <summary>Addresses or names that take part, for the lanes.</summary>
    public IReadOnlyList<string> Hosts { get; set; } = [];

    /// <summary>The finding that it shows; null for events that a person wrote from nothing.</summary>
    public string? FindingKey { get; set; }

    /// <summary>A person wrote or changed it: an analysis leaves it alone.</summary>
    public bool IsByHand { get; set; }

    /// <summary>A person took it off; kept so that the next analysis does not bring it back.</summary>
    public bool IsHidden { get; set; }

    /// <summary>JSON of the evidence references.</summary>
    public string Evidence { get; set; } = "[]";
    public required string CreatedBy { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
    public int Revision { get; set; }
}
