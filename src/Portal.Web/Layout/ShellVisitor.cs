namespace Portal.Web.Layout;

/// <summary>Somebody else on the case.</summary>
/// <param name="Place">The page that is open there.</param>
public sealed record ShellVisitor(string Name, string Place)
{
    public string Initials =>
        string.Concat(
            Name.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Take(2)
                .Select(part => char.ToUpperInvariant(part[0]))
        );
}
