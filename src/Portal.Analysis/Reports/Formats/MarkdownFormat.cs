using System.Text;

namespace Portal.Analysis.Reports.Formats;

/// <summary>CommonMark with tables; text from the traffic cannot become markup.</summary>
internal sealed class MarkdownFormat : IReportFormat
{
    public string Name => "md";
    public string MediaType => "text/markdown";

    public string Write(IncidentReport report)
    {
        var text = new StringBuilder($"# {Escape(report.Title)}\n\n**{report.Marking}**\n");
        foreach (var section in report.Sections)
        {
            text.Append($"\n## {section.Title}\n");
            foreach (var block in section.Blocks)
            {
                text.Append('\n');
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
                text.Append($"### {Escape(heading.Text)}\n");
                break;
            case ReportBlock.Paragraph paragraph:
                text.Append(Escape(paragraph.Text)).Append('\n');
                break;
            case ReportBlock.Code code:
                text.Append($"    {VisibleText.Of(code.Text)}\n");
                break;
            case ReportBlock.Bullets bullets:
                foreach (var item in bullets.Items)
                {
                    text.Append($"- {Escape(item)}\n");
                }
                break;
            case ReportBlock.Grid grid:
                Row(text, grid.Headings.Select(Escape));
                Row(text, grid.Headings.Select(_ => "---"));
                foreach (var row in grid.Rows)
                {
                    Row(text, row.Select(Escape));
                }
                break;
            default:
                break;
        }
    }

    private static void Row(StringBuilder text, IEnumerable<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static string Escape(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var c in VisibleText.Of(value))
        {
            if (@"\`*_{}[]<>#|!~&".Contains(c, StringComparison.Ordinal))
            {
                text.Append('\\');
            }
            text.Append(c);
        }
        return text.ToString();
    }
}
