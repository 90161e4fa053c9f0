namespace Portal.Analysis.Reports;

/// <summary>Writes one section. Found by a scan; one file each in <c>Sections/</c>.</summary>
public interface IReportSection
{
    /// <summary>Place in the report, ascending.</summary>
    int Order { get; }

    ReportSection Build(ReportInput input);
}
