namespace Portal.Analysis.Detectors;

/// <summary>All detectors of this assembly, by id.</summary>
public static class DetectorCatalogue
{
    public static IReadOnlyList<IDetector> All() =>
        [
            .. typeof(DetectorCatalogue)
                .Assembly.GetTypes()
                .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IDetector)))
                .Select(type => (IDetector)Activator.CreateInstance(type)!)
                .OrderBy(detector => detector.Description.Id, StringComparer.Ordinal),
        ];
}
