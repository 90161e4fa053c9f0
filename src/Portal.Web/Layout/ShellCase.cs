using Portal.Web.Components.Evidence;

namespace Portal.Web.Layout;

/// <summary>The open case as the frame shows it.</summary>
/// <param name="ZoneId">The case's display zone.</param>
/// <param name="Counts">By the segment of a page's address.</param>
/// <param name="Here">Names of the people on the case now, this person left out.</param>
/// <param name="Running">How many runs are waiting or at work.</param>
/// <param name="References">The case's evidence, for what people write and search.</param>
public sealed record ShellCase(
    int Id,
    string Name,
    string Tlp,
    string ZoneId,
    IReadOnlyDictionary<string, long> Counts,
    IReadOnlyList<ShellVisitor> Here,
    int Running,
    EvidenceReferences References
);
