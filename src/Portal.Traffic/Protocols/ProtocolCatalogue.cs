using System.Collections.Frozen;

namespace Portal.Traffic.Protocols;

/// <summary>All protocols of this assembly, found once by a scan, by name.</summary>
public static class ProtocolCatalogue
{
    public static IReadOnlyList<IProtocol> All { get; } =
    [.. Found<IProtocol>().OrderBy(protocol => protocol.Name, StringComparer.Ordinal)];

    /// <summary>Those that others carry inside, by name.</summary>
    public static IReadOnlyDictionary<string, IInnerProtocol> Inner { get; } =
        Found<IInnerProtocol>().ToFrozenDictionary(protocol => protocol.Name, StringComparer.Ordinal);

    private static IEnumerable<T> Found<T>() =>
        typeof(ProtocolCatalogue)
            .Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(T)))
            .Select(type => (T)Activator.CreateInstance(type)!);
}
