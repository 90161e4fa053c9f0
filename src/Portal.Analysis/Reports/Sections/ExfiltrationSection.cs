using Portal.Analysis.Findings;

namespace Portal.Analysis.Reports.Sections;

/// <summary>What left the network, how much and by which protocol.</summary>
internal sealed class ExfiltrationSection : IReportSection
{
    private static readonly string[] s_headings =
    [
        "Path",
        "Protocol",
        "Volume",
        "Duration",
        "Files",
        "First seen",
        "Judgement",
        "Evidence",
    ];

    public int Order => 30;

    public ReportSection Build(ReportInput input)
    {
        var rows = input
            .Findings.Where(finding => finding.HasTactic("exfiltration") && finding.Severity >= Severity.Low)
            .Select(finding => Row(finding, input))
            .ToList();
        return new ReportSection(
            "EXFILTRATION SUMMARY",
            rows.Count > 0 ? [new ReportBlock.Grid(s_headings, rows)] : [new ReportBlock.Paragraph("None seen.")]
        );
    }

    private static IReadOnlyList<string> Row(Finding finding, ReportInput input) =>
        [
            $"{finding.Source} → {finding.Target()}",
            finding.Protocol ?? "–",
            finding.Bytes("bytes_sent"),
            Quantity.Duration((finding.LastTime - finding.FirstTime) / 1e9),
            finding.Text("files"),
            Quantity.Time(finding.FirstTime),
            finding.Judgement(input),
            finding.Places(input),
        ];
}
