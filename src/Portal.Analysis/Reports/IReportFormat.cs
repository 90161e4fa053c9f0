namespace Portal.Analysis.Reports;

/// <summary>A way to write a report down. Found by a scan; one file each in <c>Formats/</c>.</summary>
public interface IReportFormat
{
    /// <summary>As on the command line: <c>text</c>, <c>md</c>, <c>html</c>, <c>json</c>.</summary>
    string Name { get; }

    string MediaType { get; }

    /// <summary>The same report gives the same text.</summary>
    string Write(IncidentReport report);
}
