using Portal.Cases.Accounts;
using Portal.Cases.Findings;
using Portal.Cases.Paging;

namespace Portal.Web.Pages.Hosts;

/// <summary>The findings that hosts take part in: all that are not mere remarks, the most severe first.</summary>
internal static class HostFindingsOf
{
    public static async Task<IReadOnlyList<CaseFinding>> ReadAsync(
        FindingService findings,
        int caseId,
        Actor actor,
        CancellationToken cancellation
    )
    {
        var page = await findings.ListAsync(
            caseId,
            actor,
            new FindingQuery { AtLeast = Analysis.Findings.Severity.Low, Sort = FindingSort.Severity },
            new PageRequest(0, PageRequest.MaxTake),
            cancellation
        );
        return page.Items;
    }

    public static IReadOnlyList<CaseFinding> Address(IReadOnlyList<CaseFinding> findings, string address) =>
        [.. findings.Where(item => item.Source == address || item.Destination == address)];

    /// <summary>How many an address takes part in, without the dismissed.</summary>
    public static IReadOnlyDictionary<string, int> Counts(IReadOnlyList<CaseFinding> findings) =>
        findings
            .Where(item => item.State != FindingState.Dismissed)
            .SelectMany(item =>
                new[] { item.Source, item.Destination }.OfType<string>().Distinct(StringComparer.Ordinal)
            )
            .GroupBy(address => address, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
}
