using Portal.Analysis.Findings;
using Portal.Analysis.Indicators;

namespace Portal.Cases.Cases;

/// <summary>One incident that a team investigates.</summary>
public sealed class Case
{
    public int Id { get; set; }

    /// <summary>Random and never changed: identifiers in exports are made from it, whatever the case is called.</summary>
    public Guid Identity { get; set; }

    /// <summary>What the team calls it by, for example <c>INC-2025-1547</c>; unique.</summary>
    public required string Number { get; set; }
    public required string Name { get; set; }

    /// <summary>Markdown.</summary>
    public string Summary { get; set; } = "";
    public Severity Severity { get; set; } = Severity.Medium;
    public CaseState State { get; set; }
    public Tlp Tlp { get; set; } = Tlp.Amber;

    /// <summary>IANA identifier of the zone in which times are shown, for example <c>Europe/Berlin</c>.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>CIDR blocks of the victim's own networks; they decide what is inside and what is outside.</summary>
    public IReadOnlyList<string> LocalNetworks { get; set; } = [];
    public required string CreatedBy { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Counts the changes; a change names the revision that it was made from.</summary>
    public int Revision { get; set; }
}
