using Portal.Analysis.Findings;

namespace Portal.Analysis.Reports.Sections;

/// <summary>Tunnels in names and generated names.</summary>
internal sealed class DnsSection : IReportSection
{
    public int Order => 40;

    public ReportSection Build(ReportInput input)
    {
        var blocks = new List<ReportBlock>();
        foreach (var finding in input.Findings.Where(finding => finding.IsDns() && finding.Severity >= Severity.Low))
        {
            var target = finding.DestinationName ?? finding.Target();
            blocks.Add(new ReportBlock.Heading($"{finding.Source} → {target} [{finding.Judgement(input)}]"));
            blocks.Add(
                new ReportBlock.Bullets([
                    finding.Explanation,
                    .. finding.Statistics.Select(statistic => $"{statistic.Meaning}: {finding.Text(statistic.Name)}"),
                    $"Seen: {Quantity.Time(finding.FirstTime)} to {Quantity.Time(finding.LastTime)}",
                    $"Evidence: {finding.Places(input)}",
                ])
            );
        }
        if (blocks.Count == 0)
        {
            var asked = input.Evidence.Sum(evidence => evidence.Records.GetValueOrDefault("dns"));
            var text = asked == 0 ? "Not evaluated: no DNS in the evidence." : $"No tunnel seen in {asked} look-ups.";
            blocks.Add(new ReportBlock.Paragraph(text));
        }
        return new ReportSection("DNS ANALYSIS", blocks);
    }
}
