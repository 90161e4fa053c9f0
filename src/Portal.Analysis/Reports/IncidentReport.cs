namespace Portal.Analysis.Reports;

/// <summary>The report of a case, before it is written in one of the formats.</summary>
/// <param name="Title">For example the case's name.</param>
/// <param name="Marking">How far it may be passed on, for example <c>TLP:AMBER</c>.</param>
/// <param name="Sections">In the order in which analysts hand them over.</param>
public sealed record IncidentReport(string Title, string Marking, IReadOnlyList<ReportSection> Sections)
{
    /// <summary>Builds every section of this assembly over the same input.</summary>
    public static IncidentReport Build(ReportInput input) =>
        new(
            input.CaseName,
            Indicators.TlpNames.Label(input.Tlp),
            [.. ReportCatalogue.Sections.Select(section => section.Build(input))]
        );
}
