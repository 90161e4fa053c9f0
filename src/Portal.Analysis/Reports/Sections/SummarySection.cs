using Portal.Analysis.Findings;

namespace Portal.Analysis.Reports.Sections;

/// <summary>What happened in a few lines: findings by severity and the first sentences to read.</summary>
internal sealed class SummarySection : IReportSection
{
    private const int MostListed = 12;

    public int Order => 0;

    public ReportSection Build(ReportInput input)
    {
        var blocks = new List<ReportBlock>();
        if (!string.IsNullOrWhiteSpace(input.Summary))
        {
            blocks.Add(new ReportBlock.Paragraph(input.Summary));
        }
        var counts = Enum.GetValues<Severity>()
            .Reverse()
            .Select(severity => (severity, count: input.Findings.Count(finding => finding.Severity == severity)))
            .Where(pair => pair.count > 0)
            .Select(pair => $"{pair.count} {pair.severity.ToString().ToLowerInvariant()}");
        blocks.Add(
            new ReportBlock.Paragraph(
                input.Findings.Count == 0
                    ? "No findings. This says what the evidence shows, not that nothing happened: see COVERAGE."
                    : $"Findings: {string.Join(", ", counts)}."
            )
        );
        var serious = input.Findings.Where(finding => finding.Severity >= Severity.Medium).Take(MostListed).ToList();
        if (serious.Count > 0)
        {
            blocks.Add(
                new ReportBlock.Bullets([.. serious.Select(finding => $"[{finding.Judgement(input)}] {finding.Title}")])
            );
        }
        return new ReportSection("SUMMARY", blocks);
    }
}
