namespace Portal.Cli;

/// <summary>All commands of this assembly, by name.</summary>
internal static class CommandCatalogue
{
    public static IReadOnlyList<ICommand> All() =>
        [
            .. typeof(CommandCatalogue)
                .Assembly.GetTypes()
                .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(ICommand)))
                .OrderBy(type => type.Name, StringComparer.Ordinal)
                .Select(type => (ICommand)Activator.CreateInstance(type)!),
        ];
}
