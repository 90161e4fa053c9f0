using Portal.Analysis.Findings;

namespace Portal.Analysis.Reports.Sections;

/// <summary>What happened when: beginnings and ends of findings, and what the team added.</summary>
internal sealed class TimelineSection : IReportSection
{
    private static readonly string[] s_headings = ["Time", "Event", "Source"];

    public int Order => 60;

    public ReportSection Build(ReportInput input)
    {
        var entries = new List<ReportEvent>(input.Events);
        foreach (var finding in input.Findings.Where(finding => finding.Severity >= Severity.Medium))
        {
            entries.Add(new ReportEvent(finding.FirstTime, $"Begins: {finding.Title}", finding.Places(input)));
            if (finding.LastTime > finding.FirstTime)
            {
                entries.Add(new ReportEvent(finding.LastTime, $"Last seen: {finding.Title}", finding.Detector));
            }
        }
        var rows = entries
            .OrderBy(entry => entry.Time)
            .ThenBy(entry => entry.Title, StringComparer.Ordinal)
            .Select(entry => (IReadOnlyList<string>)[Quantity.Time(entry.Time), entry.Title, entry.Source])
            .ToList();
        return new ReportSection(
            "TIMELINE",
            rows.Count == 0 ? [new ReportBlock.Paragraph("No events.")] : [new ReportBlock.Grid(s_headings, rows)]
        );
    }
}
