namespace Portal.Analysis.Hosts;

/// <summary>The operating system that the facts of a host speak for.</summary>
/// <param name="System">As exact as the best fact has it.</param>
/// <param name="IsContested">Facts speak for another family too: several machines behind one address, a guest, or a forgery.</param>
/// <param name="Reasons">The facts, the most frequent of each kind first.</param>
public sealed record OperatingSystemGuess(string System, bool IsContested, IReadOnlyList<HostFact> Reasons)
{
    /// <summary>What is shown of the facts; the rest says the same.</summary>
    private const int MaxReasons = 8;

    /// <summary>Null when no fact speaks for any system.</summary>
    public static OperatingSystemGuess? Of(IReadOnlyList<HostFact> facts)
    {
        var speaking = facts
            .Select(fact => (Fact: fact, System: OperatingSystemRules.SystemOf(fact)))
            .Where(pair => pair.System is not null)
            .Select(pair => (pair.Fact, System: pair.System!, Family: OperatingSystemRules.FamilyOf(pair.System!)))
            .ToList();
        // Different kinds of facts are witnesses of their own; ten records of one program are one.
        var families = speaking
            .GroupBy(item => item.Family, StringComparer.Ordinal)
            .Select(group =>
                (
                    Family: group.Key,
                    Kinds: group.Select(item => item.Fact.Kind).Distinct().Count(),
                    Times: group.Sum(item => item.Fact.Times),
                    Items: group.ToList()
                )
            )
            .OrderByDescending(family => family.Kinds)
            .ThenByDescending(family => family.Times)
            .ThenBy(family => family.Family, StringComparer.Ordinal)
            .ToList();
        if (families.Count == 0)
        {
            return null;
        }
        var best = families[0];
        var system = best
            .Items.GroupBy(item => item.System, StringComparer.Ordinal)
            .OrderByDescending(group => group.Key.Length > best.Family.Length) // a release before the bare family
            .ThenByDescending(group => group.Sum(item => item.Fact.Times))
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .First()
            .Key;
        var reasons = speaking
            .OrderByDescending(item => item.Family == best.Family)
            .ThenByDescending(item => item.Fact.Times)
            .ThenBy(item => item.Fact.Value, StringComparer.Ordinal)
            .Select(item => item.Fact)
            .Take(MaxReasons)
            .ToList();
        return new OperatingSystemGuess(system, families.Count > 1, reasons);
    }
}
