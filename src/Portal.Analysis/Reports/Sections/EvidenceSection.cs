using System.Globalization;
using Portal.Analysis.Findings;
using Portal.Analysis.Store;

namespace Portal.Analysis.Reports.Sections;

/// <summary>The files with their hashes, and for each finding the frames and the filter that shows them.</summary>
internal sealed class EvidenceSection : IReportSection
{
    private static readonly string[] s_headings = ["File", "SHA-256", "Kind", "Bytes", "Frames", "From", "To"];

    public int Order => 70;

    public ReportSection Build(ReportInput input)
    {
        var blocks = new List<ReportBlock> { new ReportBlock.Grid(s_headings, [.. input.Evidence.Select(Row)]) };
        foreach (var finding in input.Findings.Where(finding => finding.Severity >= Severity.Low))
        {
            blocks.Add(new ReportBlock.Heading($"{finding.Title} ({finding.Key})"));
            blocks.Add(
                new ReportBlock.Bullets([
                    .. finding.Evidence.Select(reference =>
                        $"{FindingFacts.Place(reference, input, EvidenceReference.MaxListed)}; SHA-256 {reference.Sha256}"
                    ),
                ])
            );
            if (finding.Filter is { } filter)
            {
                blocks.Add(new ReportBlock.Code(filter));
            }
        }
        return new ReportSection("EVIDENCE REFERENCES", blocks);
    }

    private static IReadOnlyList<string> Row(RunManifest evidence) =>
        [
            evidence.Name,
            evidence.Sha256,
            evidence.Kind,
            evidence.Bytes.ToString(CultureInfo.InvariantCulture),
            evidence.Frames?.ToString(CultureInfo.InvariantCulture) ?? "–",
            evidence.FirstTime is { } first ? Quantity.Time(first) : "–",
            evidence.LastTime is { } last ? Quantity.Time(last) : "–",
        ];
}
