using System.Security.Claims;
using Portal.Cases.Cases;
using Portal.Cases.Overview;
using Portal.Cases.Paging;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>The cases of the caller.</summary>
internal sealed class CasesResource : IApiResource
{
    public void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/cases").WithTags("Cases");
        group.MapGet("", ListAsync);
        group.MapPost("", CreateAsync);
        group.MapGet("/{caseId:int}", GetAsync);
        group.MapPut("/{caseId:int}", UpdateAsync);
        group.MapGet("/{caseId:int}/counts", CountAsync);
        group.MapGet("/{caseId:int}/activity", ActivityAsync);
    }

    private static Task<Page<CaseRow>> ListAsync(
        ClaimsPrincipal user,
        CaseService cases,
        string? search,
        [AsParameters] Window window,
        CancellationToken cancellation
    ) => cases.ListAsync(user.ToActor(), search, window.Request, cancellation);

    private static async Task<IResult> CreateAsync(
        ClaimsPrincipal user,
        CaseService cases,
        CaseDraft draft,
        CancellationToken cancellation
    )
    {
        var made = await cases.CreateAsync(user.ToActor(), draft, cancellation);
        return Results.Created($"/api/v1/cases/{made.Id}", made);
    }

    private static Task<CaseView> GetAsync(
        ClaimsPrincipal user,
        CaseService cases,
        int caseId,
        CancellationToken cancellation
    ) => cases.GetAsync(caseId, user.ToActor(), cancellation);

    private static async Task<CaseView> UpdateAsync(
        ClaimsPrincipal user,
        CaseService cases,
        int caseId,
        int revision,
        CaseDraft draft,
        CancellationToken cancellation
    )
    {
        await cases.UpdateAsync(caseId, user.ToActor(), draft, revision, cancellation);
        return await cases.GetAsync(caseId, user.ToActor(), cancellation);
    }

    private static async Task<Counts> CountAsync(
        ClaimsPrincipal user,
        OverviewService overview,
        int caseId,
        CancellationToken cancellation
    )
    {
        var counts = await overview.CountAsync(caseId, user.ToActor(), cancellation);
        return new Counts(counts, ApiTime.Iso(counts.FirstTime), ApiTime.Iso(counts.LastTime));
    }

    private static async Task<Page<ActivityRow>> ActivityAsync(
        ClaimsPrincipal user,
        ActivityFeed feed,
        int caseId,
        [AsParameters] Window window,
        CancellationToken cancellation
    )
    {
        var page = await feed.ListAsync(caseId, user.ToActor(), window.Request, cancellation);
        return page.Select(entry => new ActivityRow(
            entry.Id,
            entry.At,
            entry.UserName,
            entry.Action,
            entry.Key,
            entry.Text
        ));
    }

    private sealed record Counts(CaseCounts Numbers, string? FirstTime, string? LastTime);

    private sealed record ActivityRow(
        long Id,
        DateTimeOffset At,
        string UserName,
        string Action,
        string Key,
        string Text
    );
}
