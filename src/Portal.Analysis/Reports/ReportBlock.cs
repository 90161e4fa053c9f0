namespace Portal.Analysis.Reports;

/// <summary>A piece of a report that every format can show.</summary>
public abstract record ReportBlock
{
    /// <summary>Running text.</summary>
    public sealed record Paragraph(string Text) : ReportBlock;

    /// <summary>Short lines under one another.</summary>
    public sealed record Bullets(IReadOnlyList<string> Items) : ReportBlock;

    /// <summary>Rows under headings; every row has as many cells as there are headings.</summary>
    public sealed record Grid(IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<string>> Rows) : ReportBlock;

    /// <summary>Text to copy as it is, for example a filter.</summary>
    public sealed record Code(string Text) : ReportBlock;

    /// <summary>A heading inside a section.</summary>
    public sealed record Heading(string Text) : ReportBlock;
}
