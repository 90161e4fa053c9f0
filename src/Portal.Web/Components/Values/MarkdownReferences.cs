using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Portal.Web.Components.Evidence;

namespace Portal.Web.Components.Values;

/// <summary>
/// Makes links of the references to evidence in a parsed text. It works on the parsed text and adds nodes only, so that
/// the renderer escapes a hostile file name like everything else.
/// </summary>
internal static class MarkdownReferences
{
    public static void Link(MarkdownDocument document, EvidenceReferences references)
    {
        if (references.Evidence.Count == 0)
        {
            return;
        }
        foreach (var block in document.Descendants<LeafBlock>())
        {
            if (block.Inline is { } root)
            {
                LinkIn(root, references);
            }
        }
    }

    private static void LinkIn(ContainerInline container, EvidenceReferences references)
    {
        var run = new List<LiteralInline>();
        foreach (var child in container.ToList())
        {
            // The parser cuts a text at every sign that might have meant something, such as a bracket in a file name.
            if (child is LiteralInline literal)
            {
                run.Add(literal);
                continue;
            }
            LinkRun(run, references);
            run.Clear();
            switch (child)
            {
                case CodeInline code:
                    LinkCode(code, references);
                    break;
                case ContainerInline inner and not LinkInline:
                    LinkIn(inner, references);
                    break;
                default:
                    break;
            }
        }
        LinkRun(run, references);
    }

    private static void LinkRun(List<LiteralInline> run, EvidenceReferences references)
    {
        var text = string.Concat(run.Select(literal => literal.Content.ToString()));
        var matches = references.Find(text).ToList();
        if (matches.Count == 0)
        {
            return;
        }
        var at = 0;
        foreach (var match in matches)
        {
            run[0].InsertBefore(new LiteralInline(text[at..match.Start]));
            run[0].InsertBefore(LinkTo(match, new LiteralInline(text.Substring(match.Start, match.Length))));
            at = match.Start + match.Length;
        }
        run[0].InsertBefore(new LiteralInline(text[at..]));
        foreach (var literal in run)
        {
            literal.Remove();
        }
    }

    /// <summary>A reference that somebody set as code, and nothing else in it.</summary>
    private static void LinkCode(CodeInline code, EvidenceReferences references)
    {
        if (references.Find(code.Content).ToList() is [{ Start: 0 } match] && match.Length == code.Content.Length)
        {
            code.ReplaceBy(LinkTo(match, new CodeInline(code.Content)));
        }
    }

    private static LinkInline LinkTo(ReferenceMatch match, Inline shown)
    {
        var link = new LinkInline(match.Href, "") { IsClosed = true };
        link.AppendChild(shown);
        link.GetAttributes().AddClass("reference");
        return link;
    }
}
