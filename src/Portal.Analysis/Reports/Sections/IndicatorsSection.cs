using Portal.Analysis.Indicators;

namespace Portal.Analysis.Reports.Sections;

/// <summary>Values to look for elsewhere; defanged, so that no reader's program makes links of them.</summary>
internal sealed class IndicatorsSection : IReportSection
{
    private static readonly string[] s_headings = ["Type", "Value (defanged)", "First seen", "Last seen", "Context"];

    public int Order => 50;

    public ReportSection Build(ReportInput input) =>
        new(
            "INDICATORS",
            input.Indicators.Count == 0
                ? [new ReportBlock.Paragraph("None.")]
                : [new ReportBlock.Grid(s_headings, [.. input.Indicators.Select(Row)])]
        );

    private static IReadOnlyList<string> Row(Indicator indicator) =>
        [
            indicator.Type,
            Defang.Apply(indicator.Value),
            Quantity.Time(indicator.FirstTime),
            Quantity.Time(indicator.LastTime),
            indicator.Context,
        ];
}
