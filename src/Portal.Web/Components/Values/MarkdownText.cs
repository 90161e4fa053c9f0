using Markdig;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Portal.Web.Components.Evidence;

namespace Portal.Web.Components.Values;

/// <summary>
/// Markdown of the team as HTML. Raw HTML in it is shown as text, and pictures and links that are not to the web or to
/// ourselves are taken out: a note may quote what an adversary wrote. References to evidence lead to the packet or the line.
/// </summary>
public sealed class MarkdownText : ComponentBase
{
    private static readonly MarkdownPipeline s_pipeline = new MarkdownPipelineBuilder()
        .DisableHtml()
        .UsePipeTables()
        .UseTaskLists()
        .UseEmphasisExtras()
        .Build();

    [Parameter, EditorRequired]
    public string Value { get; set; } = "";

    /// <summary>Of the open case; what it finds in the text becomes links.</summary>
    [CascadingParameter]
    public EvidenceReferences? References { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder) =>
        builder.AddMarkupContent(0, MarkdownHtml.Of(Value, s_pipeline, References ?? EvidenceReferences.None));
}
