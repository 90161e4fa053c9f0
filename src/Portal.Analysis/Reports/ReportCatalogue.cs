namespace Portal.Analysis.Reports;

/// <summary>The sections and formats of this assembly.</summary>
public static class ReportCatalogue
{
    public static IReadOnlyList<IReportSection> Sections { get; } =
    [.. All<IReportSection>().OrderBy(section => section.Order)];

    public static IReadOnlyList<IReportFormat> Formats { get; } =
    [.. All<IReportFormat>().OrderBy(format => format.Name, StringComparer.Ordinal)];

    /// <summary>The format of that name, or null.</summary>
    public static IReportFormat? Format(string name) =>
        Formats.FirstOrDefault(format => string.Equals(format.Name, name, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<T> All<T>() =>
        typeof(ReportCatalogue)
            .Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(T)))
            .Select(type => (T)Activator.CreateInstance(type)!);
}
