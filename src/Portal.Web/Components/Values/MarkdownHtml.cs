using Markdig;
using Markdig.Renderers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Portal.Web.Components.Evidence;

namespace Portal.Web.Components.Values;

/// <summary>Turns Markdown into HTML that can do nothing but be read.</summary>
internal static class MarkdownHtml
{
    public static string Of(string markdown, MarkdownPipeline pipeline, EvidenceReferences references)
    {
        // Characters that hide or turn text are made visible first; line ends and tabs are structure here.
        var visible = string.Join(
            '\n',
            markdown.ReplaceLineEndings("\n").Split('\n').Select(line => VisibleLine(line))
        );
        var document = Markdown.Parse(visible, pipeline);
        foreach (var link in document.Descendants<LinkInline>())
        {
            if (link.IsImage || !IsAllowed(link.Url))
            {
                // A picture would be fetched from its server by everybody who opens the note.
                link.IsImage = false;
                link.Url = "";
            }
        }
        foreach (var link in document.Descendants<AutolinkInline>().ToList())
        {
            if (!IsAllowed(link.Url))
            {
                link.ReplaceBy(new LiteralInline(link.Url));
            }
        }
        MarkdownReferences.Link(document, references);
        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer);
        pipeline.Setup(renderer);
        renderer.Render(document);
        return writer.ToString();
    }

    private static string VisibleLine(string line) =>
        string.Join(
            '\t',
            line.Split('\t').Select(part => part.Length > VisibleText.MaxShown ? part : VisibleText.Of(part))
        );

    private static bool IsAllowed(string? url) =>
        url is not null
        && (
            (url.StartsWith('/') && !url.StartsWith("//", StringComparison.Ordinal))
            || url.StartsWith('#')
            || url.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || url.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        );
}
