namespace Portal.Analysis.Indicators.Export;

/// <summary>All export formats of this assembly, by name.</summary>
public static class ExportCatalogue
{
    public static IReadOnlyList<IIndicatorExport> All { get; } =
    [
        .. typeof(ExportCatalogue)
            .Assembly.GetTypes()
            .Where(type =>
                type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IIndicatorExport))
            )
            .Select(type => (IIndicatorExport)Activator.CreateInstance(type)!)
            .OrderBy(export => export.Name, StringComparer.Ordinal),
    ];

    /// <summary>The format of that name, or null.</summary>
    public static IIndicatorExport? Find(string name) =>
        All.FirstOrDefault(export => string.Equals(export.Name, name, StringComparison.OrdinalIgnoreCase));
}
