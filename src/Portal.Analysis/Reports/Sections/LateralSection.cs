using System.Globalization;
using Portal.Analysis.Findings;

namespace Portal.Analysis.Reports.Sections;

/// <summary>Where they moved inside the network.</summary>
internal sealed class LateralSection : IReportSection
{
    private static readonly string[] s_headings =
    [
        "Path",
        "Service",
        "Port",
        "First seen",
        "How",
        "ATT&CK",
        "Judgement",
        "Evidence",
    ];

    public int Order => 20;

    public ReportSection Build(ReportInput input)
    {
        var rows = input
            .Findings.Where(finding =>
                finding.HasTactic("lateral-movement", "discovery", "credential-access", "execution")
                && finding.Severity >= Severity.Low
            )
            .OrderBy(finding => finding.FirstTime)
            .ThenBy(finding => finding.Key, StringComparer.Ordinal)
            .Select(finding => Row(finding, input))
            .ToList();
        return new ReportSection(
            "LATERAL MOVEMENT",
            rows.Count > 0
                ? [new ReportBlock.Grid(s_headings, rows)]
                :
                [
                    new ReportBlock.Paragraph(
                        "None seen. Movement between hosts shows only where the sensor sees traffic inside the network."
                    ),
                ]
        );
    }

    private static IReadOnlyList<string> Row(Finding finding, ReportInput input) =>
        [
            $"{finding.Source} → {finding.Destination ?? "several"}",
            finding.Protocol ?? "–",
            finding.Port?.ToString(CultureInfo.InvariantCulture) ?? "–",
            Quantity.Time(finding.FirstTime),
            finding.Title,
            string.Join(' ', finding.Attack),
            finding.Judgement(input),
            finding.Places(input),
        ];
}
