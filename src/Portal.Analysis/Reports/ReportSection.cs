namespace Portal.Analysis.Reports;

/// <summary>A section of the report: its title and what stands in it, in order.</summary>
public sealed record ReportSection(string Title, IReadOnlyList<ReportBlock> Blocks);
