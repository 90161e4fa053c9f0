using System.Security.Claims;
using Portal.Analysis.Findings;
using Portal.Cases.Paging;
using Portal.Cases.Timeline;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>The story of the incident in time.</summary>
internal sealed class TimelineResource : IApiResource
{
    public void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/cases/{caseId:int}/timeline").WithTags("Timeline");
        group.MapGet("", ListAsync);
        group.MapPost("", AddAsync);
        group.MapPost("/findings/{key}", AddFindingAsync);
        group.MapPut("/{eventId:int}", UpdateAsync);
        group.MapDelete("/{eventId:int}", RemoveAsync);
    }

    private static async Task<Page<EventRow>> ListAsync(
        ClaimsPrincipal user,
        TimelineService timeline,
        int caseId,
        [AsParameters] Window window,
        CancellationToken cancellation
    )
    {
        var page = await timeline.ListAsync(caseId, user.ToActor(), window.Request, cancellation);
        var verdicts = await timeline.VerdictsAsync(caseId, user.ToActor(), cancellation);
        return page.Select(item =>
            EventRow.Of(item) with
            {
                Verdict = item.FindingKey is { } key ? verdicts.GetValueOrDefault(key) : null,
            }
        );
    }

    private static async Task<IResult> AddAsync(
        ClaimsPrincipal user,
        TimelineService timeline,
        int caseId,
        Draft draft,
        CancellationToken cancellation
    )
    {
        var added = await timeline.AddAsync(caseId, user.ToActor(), draft.ToDraft(), cancellation);
        return Results.Created($"/api/v1/cases/{caseId}/timeline", EventRow.Of(added));
    }

    private static async Task<EventRow> AddFindingAsync(
        ClaimsPrincipal user,
        TimelineService timeline,
        int caseId,
        string key,
        CancellationToken cancellation
    ) => EventRow.Of(await timeline.AddFindingAsync(caseId, user.ToActor(), key, cancellation));

    private static async Task<EventRow> UpdateAsync(
        ClaimsPrincipal user,
        TimelineService timeline,
        int caseId,
        int eventId,
        int revision,
        Draft draft,
        CancellationToken cancellation
    ) =>
        EventRow.Of(
            await timeline.UpdateAsync(caseId, eventId, user.ToActor(), draft.ToDraft(), revision, cancellation)
        );

    private static async Task<IResult> RemoveAsync(
        ClaimsPrincipal user,
        TimelineService timeline,
        int caseId,
        int eventId,
        int revision,
        CancellationToken cancellation
    )
    {
        await timeline.RemoveAsync(caseId, eventId, user.ToActor(), revision, cancellation);
        return Results.NoContent();
    }

    /// <param name="Time">With its zone, for example <c>2025-11-15 14:35:02.118 Europe/Berlin</c>.</param>
    private sealed record Draft(
        string Time,
        string Title,
        string? Text,
        string? Category,
        string[]? Hosts,
        string? FindingKey
    )
    {
        public TimelineDraft ToDraft() => new(Time, Title, Text ?? "", Category ?? "", Hosts ?? [], FindingKey);
    }

    /// <param name="Verdict">Of its finding, where events are listed.</param>
    private sealed record EventRow(
        int Id,
        string Time,
        string? EndTime,
        string? TypedTime,
        string Title,
        string Text,
        string Category,
        Severity? Severity,
        IReadOnlyList<string> Hosts,
        string? FindingKey,
        bool IsByHand,
        IReadOnlyList<EvidenceReference> Evidence,
        string CreatedBy,
        DateTimeOffset UpdatedAt,
        int Revision,
        TimelineVerdict? Verdict = null
    )
    {
        public static EventRow Of(TimelineEvent item) =>
            new(
                item.Id,
                ApiTime.Iso(item.Time)!,
                ApiTime.Iso(item.EndTime),
                item.TypedTime,
                item.Title,
                item.Text,
                item.Category,
                item.Severity,
                item.Hosts,
                item.FindingKey,
                item.IsByHand,
                TimelineStore.ReadEvidence(item),
                item.CreatedBy,
                item.UpdatedAt,
                item.Revision
            );
    }
}
