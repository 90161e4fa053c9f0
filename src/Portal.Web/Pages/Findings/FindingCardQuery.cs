using Portal.Cases.Accounts;
using Portal.Cases.Evidence;
using Portal.Cases.Findings;
using Portal.Cases.Paging;

namespace Portal.Web.Pages.Findings;

/// <summary>Puts together what a finding card shows.</summary>
public sealed class FindingCardQuery(FindingService findings, FindingComments comments, EvidenceService evidence)
{
    public async Task<FindingCard> GetAsync(int caseId, string key, Actor actor, CancellationToken cancellation)
    {
        var row = await findings.GetAsync(caseId, key, actor, cancellation);
        var said = await comments.ListAsync(caseId, key, actor, cancellation);
        var page = await evidence.ListAsync(caseId, actor, new PageRequest(0, PageRequest.MaxTake), cancellation);
        return new FindingCard(
            row,
            row.Read(),
            said,
            page.Items.ToDictionary(item => item.Sha256, item => item.Name, StringComparer.Ordinal),
            page.Items.ToDictionary(item => item.Sha256, item => item.Id, StringComparer.Ordinal)
        );
    }
}
