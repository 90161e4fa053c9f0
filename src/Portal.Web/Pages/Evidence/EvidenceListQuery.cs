using Portal.Cases.Accounts;
using Portal.Cases.Evidence;
using Portal.Cases.Paging;
using Portal.Cases.Runs;

namespace Portal.Web.Pages.Evidence;

/// <summary>Reads the evidence of a case with what is being done with it.</summary>
public sealed class EvidenceListQuery(EvidenceService evidence, UploadService uploads, RunService runs)
{
    public async Task<EvidenceView> GetAsync(int caseId, Actor actor, CancellationToken cancellation)
    {
        var window = new PageRequest(0, PageRequest.MaxTake);
        var items = await evidence.ListAsync(caseId, actor, window, cancellation);
        var others = await uploads.ListAsync(caseId, actor, cancellation);
        var latest = await runs.ListAsync(caseId, actor, window, cancellation);
        return new EvidenceView(
            items.Items,
            others,
            latest.Items.GroupBy(run => run.EvidenceId ?? 0).ToDictionary(group => group.Key, group => group.First())
        );
    }

    /// <summary>The chain of custody of one piece, the last entry first.</summary>
    public async Task<IReadOnlyList<CustodyEntry>> CustodyAsync(
        int caseId,
        string sha256,
        Actor actor,
        CancellationToken cancellation
    )
    {
        var page = await evidence.CustodyAsync(
            caseId,
            sha256,
            actor,
            new PageRequest(0, PageRequest.MaxTake),
            cancellation
        );
        return [.. page.Items.Reverse()];
    }
}
