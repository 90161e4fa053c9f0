using System.Net;
using System.Text;

namespace Portal.Analysis.Reports.Formats;

/// <summary>
/// One self-contained page without scripts, for screen and print, white like the paper that it ends on; everything from
/// the traffic is encoded. Its colours are four properties of the root, which whoever shows it may set anew.
/// </summary>
internal sealed class HtmlFormat : IReportFormat
{
    private const string Style = """
        :root { color-scheme: light; --ink: #1c2128; --quiet: #59636e; --line: #d1d9e0; --page: #fff; }
        @media print { :root { --ink: #000; --quiet: #444; --line: #bbb; --page: #fff; } }
        body { font: 14px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page);
          max-width: 74rem; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.6rem; margin: 0; }
        h2 { font-size: 1.05rem; letter-spacing: .06em; border-bottom: 1px solid var(--line); margin: 2.2rem 0 .6rem; }
        h3 { font-size: .95rem; margin: 1.2rem 0 .2rem; }
        .marking { font-weight: 600; color: var(--quiet); }
        table { border-collapse: collapse; width: 100%; font-size: 13px; }
        th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0;
          border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
        th { color: var(--quiet); font-weight: 600; }
        pre { background: color-mix(in srgb, var(--ink) 7%, transparent); padding: .5rem; white-space: pre-wrap;
          overflow-wrap: anywhere; }
        ul { padding-left: 1.2rem; margin: .3rem 0; }
        li { overflow-wrap: anywhere; }
        """;

    public string Name => "html";
    public string MediaType => "text/html";

    public string Write(IncidentReport report)
    {
        var text = new StringBuilder();
        text.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        text.Append(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        );
        text.Append($"<title>{Encode(report.Title)}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n");
        text.Append($"<h1>{Encode(report.Title)}</h1>\n<p class=\"marking\">{Encode(report.Marking)}</p>\n");
        foreach (var section in report.Sections)
        {
            text.Append($"<section>\n<h2>{Encode(section.Title)}</h2>\n");
            foreach (var block in section.Blocks)
            {
                Write(text, block);
            }
            text.Append("</section>\n");
        }
        return text.Append("</body>\n</html>\n").ToString();
    }

    private static void Write(StringBuilder text, ReportBlock block)
    {
        switch (block)
        {
            case ReportBlock.Heading heading:
                text.Append($"<h3>{Encode(heading.Text)}</h3>\n");
                break;
            case ReportBlock.Paragraph paragraph:
                text.Append($"<p>{Encode(paragraph.Text)}</p>\n");
                break;
            case ReportBlock.Code code:
                text.Append($"<pre>{Encode(code.Text)}</pre>\n");
                break;
            case ReportBlock.Bullets bullets:
                text.Append("<ul>\n").Append(string.Concat(bullets.Items.Select(item => $"<li>{Encode(item)}</li>\n")));
                text.Append("</ul>\n");
                break;
            case ReportBlock.Grid grid:
                text.Append("<table>\n<thead>").Append(Row(grid.Headings, "th")).Append("</thead>\n<tbody>\n");
                text.Append(string.Concat(grid.Rows.Select(row => Row(row, "td")))).Append("</tbody>\n</table>\n");
                break;
            default:
                break;
        }
    }

    private static string Row(IEnumerable<string> cells, string tag) =>
        $"<tr>{string.Concat(cells.Select(cell => $"<{tag}>{Encode(cell)}</{tag}>"))}</tr>\n";

    private static string Encode(string value) => WebUtility.HtmlEncode(VisibleText.Of(value));
}
