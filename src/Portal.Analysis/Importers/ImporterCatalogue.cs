namespace Portal.Analysis.Importers;

/// <summary>All kinds of evidence that can be read, found by a scan of this assembly.</summary>
public static class ImporterCatalogue
{
    private static readonly Lazy<IReadOnlyList<IImporter>> s_all = new(() =>
        [
            .. typeof(ImporterCatalogue)
                .Assembly.GetTypes()
                .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IImporter)))
                .OrderBy(type => type.Name, StringComparer.Ordinal)
                .Select(type => (IImporter)Activator.CreateInstance(type)!),
        ]
    );

    /// <summary>Ordered by the name of their class.</summary>
    public static IReadOnlyList<IImporter> All => s_all.Value;

    /// <summary>The importer that claims the content; null when none does.</summary>
    public static IImporter? Choose(ReadOnlySpan<byte> head)
    {
        foreach (var importer in All)
        {
            if (importer.Claims(head))
            {
                return importer;
            }
        }
        return null;
    }
}
