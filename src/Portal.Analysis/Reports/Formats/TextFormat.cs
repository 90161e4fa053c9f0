using System.Text;

namespace Portal.Analysis.Reports.Formats;

/// <summary>Plain text for terminals.</summary>
internal sealed class TextFormat : IReportFormat
{
    private const int MaxPadding = 60;

    public string Name => "text";
    public string MediaType => "text/plain";

    public string Write(IncidentReport report)
    {
        var text = new StringBuilder();
        text.Append(VisibleText.Of(report.Title)).Append("   ").Append(report.Marking).Append('\n');
        foreach (var section in report.Sections)
        {
            text.Append('\n').Append(section.Title).Append('\n').Append('=', section.Title.Length).Append('\n');
            foreach (var block in section.Blocks)
            {
                Write(text, block);
            }
        }
        return text.ToString();
    }

    private static void Write(StringBuilder text, ReportBlock block)
    {
        switch (block)
        {
            case ReportBlock.Heading heading:
                text.Append('\n').Append(VisibleText.Of(heading.Text)).Append('\n');
                break;
            case ReportBlock.Paragraph paragraph:
                text.Append(VisibleText.Of(paragraph.Text)).Append('\n');
                break;
            case ReportBlock.Code code:
                text.Append("    ").Append(VisibleText.Of(code.Text)).Append('\n');
                break;
            case ReportBlock.Bullets bullets:
                foreach (var item in bullets.Items)
                {
                    text.Append("  - ").Append(VisibleText.Of(item)).Append('\n');
                }
                break;
            case ReportBlock.Grid grid:
                WriteGrid(text, grid);
                break;
            default:
                break;
        }
    }

    private static void WriteGrid(StringBuilder text, ReportBlock.Grid grid)
    {
        var rows = grid.Rows.Select(row => row.Select(VisibleText.Of).ToList()).ToList();
        var widths = grid
            .Headings.Select(
                (heading, column) =>
                    Math.Min(MaxPadding, rows.Select(row => row[column].Length).Append(heading.Length).Max())
            )
            .ToList();
        foreach (var row in rows.Prepend([.. grid.Headings]))
        {
            var line = string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column])));
            text.Append("  ").Append(line.TrimEnd()).Append('\n');
        }
    }
}
