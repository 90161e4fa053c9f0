using Microsoft.AspNetCore.Components;
using Portal.Cases.Accounts;
using Portal.Cases.Audit;
using Portal.Cases.Live;
using Portal.Cases.Overview;
using Portal.Cases.Paging;
using Portal.Web.Components.Evidence;
using Portal.Web.Components.States;

namespace Portal.Web.Pages.Activity;

/// <summary>Who did what in the case, and when.</summary>
public sealed partial class ActivityPage(ActivityFeed feed)
{
    private const int PageSize = 100;

    private Page<AuditEntry>? _page;
    private long _newest = long.MaxValue;

    [SupplyParameterFromQuery(Name = "skip")]
    public string? SkipName { get; set; }

    private int? Skip => AddressNumber.Int(SkipName);

    protected override bool Follows(CaseChangeKind kind) =>
        kind is not (CaseChangeKind.Presence or CaseChangeKind.Upload);

    protected override async Task LoadAsync(Actor actor, CancellationToken cancellation)
    {
        _newest = _page is { Items.Count: > 0, Skip: 0 } ? _page.Items[0].Id : long.MaxValue;
        _page = await feed.ListAsync(CaseId, actor, new PageRequest(Skip ?? 0, PageSize), cancellation);
    }

    private string? LinkOf(AuditEntry entry) =>
        entry.Action.Split('.')[0] switch
        {
            "finding" => CaseLinks.Finding(CaseId, entry.Key),
            "evidence" or "upload" or "run" => CaseLinks.Page(CaseId, "evidence"),
            "timeline" => CaseLinks.Page(CaseId, "timeline"),
            "indicator" => CaseLinks.Page(CaseId, "indicators"),
            "note" => $"{CaseLinks.Page(CaseId, "notes")}?note={entry.Key}",
            _ => null,
        };

    private void Turn(int pages) =>
        Go(values: ("skip", Math.Max(0, (Skip ?? 0) + (pages * PageSize)) is var skip and > 0 ? skip : null));
}
