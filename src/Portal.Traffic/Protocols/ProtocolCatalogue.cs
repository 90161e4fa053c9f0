namespace Portal.Traffic.Protocols;

/// <summary>All protocols of this assembly, found once by a scan, by name.</summary>
public static class ProtocolCatalogue
{
    public static IReadOnlyList<IProtocol> All { get; } =
    [
        .. typeof(ProtocolCatalogue)
            .Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IProtocol)))
            .Select(type => (IProtocol)Activator.CreateInstance(type)!)
            .OrderBy(protocol => protocol.Name, StringComparer.Ordinal),
    ];
}
