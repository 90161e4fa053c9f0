using System.Security.Claims;
using Portal.Cases.Indicators;
using Portal.Cases.Paging;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>The indicators of a case and their review.</summary>
internal sealed class IndicatorsResource : IApiResource
{
    public void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/cases/{caseId:int}/indicators").WithTags("Indicators");
        group.MapGet("", ListAsync);
        group.MapPost("", AddAsync);
        group.MapPost("/judgement", JudgeAsync);
    }

    private static async Task<Page<IndicatorRow>> ListAsync(
        ClaimsPrincipal user,
        IndicatorService indicators,
        int caseId,
        Word<IndicatorState>[]? state,
        string? type,
        string? search,
        [AsParameters] Window window,
        CancellationToken cancellation
    )
    {
        var query = new IndicatorQuery
        {
            States = [.. (state ?? []).Select(word => word.Value)],
            Type = type,
            Search = search,
        };
        var page = await indicators.ListAsync(caseId, user.ToActor(), query, window.Request, cancellation);
        return page.Select(IndicatorRow.Of);
    }

    private static async Task<IResult> AddAsync(
        ClaimsPrincipal user,
        IndicatorService indicators,
        int caseId,
        IndicatorDraft draft,
        CancellationToken cancellation
    )
    {
        var added = await indicators.AddAsync(caseId, user.ToActor(), draft, cancellation);
        return Results.Created($"/api/v1/cases/{caseId}/indicators", IndicatorRow.Of(added));
    }

    private static async Task<Judged> JudgeAsync(
        ClaimsPrincipal user,
        IndicatorService indicators,
        int caseId,
        Verdict verdict,
        CancellationToken cancellation
    )
    {
        var changed = await indicators.JudgeAsync(
            caseId,
            user.ToActor(),
            verdict.Ids,
            verdict.State,
            verdict.Reason ?? "",
            cancellation
        );
        return new Judged(changed);
    }

    private sealed record Verdict(int[] Ids, IndicatorState State, string? Reason);

    private sealed record Judged(int Changed);

    private sealed record IndicatorRow(
        int Id,
        string Type,
        string Value,
        string Context,
        string? FirstTime,
        string? LastTime,
        IReadOnlyList<string> Findings,
        IndicatorState State,
        string Reason,
        string? JudgedBy,
        DateTimeOffset? JudgedAt,
        bool IsCurrent,
        bool IsByHand,
        DateTimeOffset UpdatedAt
    )
    {
        public static IndicatorRow Of(CaseIndicator item) =>
            new(
                item.Id,
                item.Type,
                item.Value,
                item.Context,
                ApiTime.Iso(item.FirstTime),
                ApiTime.Iso(item.LastTime),
                item.Findings,
                item.State,
                item.Reason,
                item.JudgedBy,
                item.JudgedAt,
                item.IsCurrent,
                item.IsByHand,
                item.UpdatedAt
            );
    }
}
