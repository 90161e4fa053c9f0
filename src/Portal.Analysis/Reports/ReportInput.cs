using Portal.Analysis.Findings;
using Portal.Analysis.Indicators;
using Portal.Analysis.Store;

namespace Portal.Analysis.Reports;

/// <summary>What a report is made of.</summary>
public sealed record ReportInput
{
    public required string CaseName { get; init; }
    public Tlp Tlp { get; init; } = Tlp.Amber;
    public required IReadOnlyList<RunManifest> Evidence { get; init; }

    /// <summary>By score, the highest first.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }
    public required IReadOnlyList<Indicator> Indicators { get; init; }

    /// <summary>What could not be seen, from the records; null when there are no records to ask.</summary>
    public Coverage? Coverage { get; init; }

    /// <summary>What the team said of a finding, by key: state and reason; empty outside the portal.</summary>
    public IReadOnlyDictionary<string, string> Verdicts { get; init; } = new Dictionary<string, string>();

    /// <summary>Events that people added to the timeline.</summary>
    public IReadOnlyList<ReportEvent> Events { get; init; } = [];

    /// <summary>Text that the team wrote for the top of the report.</summary>
    public string? Summary { get; init; }

    public string EvidenceName(string sha256) =>
        Evidence.FirstOrDefault(evidence => evidence.Sha256 == sha256)?.Name ?? sha256;
}
