using System.Security.Claims;
using System.Text.Json;
using Portal.Analysis.Findings;
using Portal.Cases.Findings;
using Portal.Cases.Paging;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>The findings of a case and what the team says about them.</summary>
internal sealed class FindingsResource : IApiResource
{
    public void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/cases/{caseId:int}/findings").WithTags("Findings");
        group.MapGet("", ListAsync);
        group.MapGet("/{key}", GetAsync);
        group.MapPut("/{key}/judgement", JudgeAsync);
        group.MapGet("/{key}/comments", CommentsAsync);
        group.MapPost("/{key}/comments", CommentAsync);
    }

    private static async Task<Page<FindingRow>> ListAsync(
        ClaimsPrincipal user,
        FindingService findings,
        int caseId,
        [AsParameters] Wanted wanted,
        [AsParameters] Window window,
        CancellationToken cancellation
    )
    {
        var query = new FindingQuery
        {
            States = [.. (wanted.State ?? []).Select(word => word.Value)],
            AtLeast = wanted.AtLeast?.Value,
            Detector = wanted.Detector,
            Host = wanted.Host,
            Search = wanted.Search,
            WithObsolete = wanted.WithObsolete ?? false,
            Sort = wanted.Sort?.Value ?? FindingSort.Score,
            IsAscending = wanted.Ascending ?? false,
        };
        var page = await findings.ListAsync(caseId, user.ToActor(), query, window.Request, cancellation);
        return page.Select(FindingRow.Of);
    }

    private static async Task<FindingDetail> GetAsync(
        ClaimsPrincipal user,
        FindingService findings,
        int caseId,
        string key,
        CancellationToken cancellation
    ) => FindingDetail.Of(await findings.GetAsync(caseId, key, user.ToActor(), cancellation));

    private static async Task<FindingRow> JudgeAsync(
        ClaimsPrincipal user,
        FindingService findings,
        int caseId,
        string key,
        Judgement judgement,
        CancellationToken cancellation
    ) => FindingRow.Of(await findings.JudgeAsync(caseId, key, user.ToActor(), judgement, cancellation));

    private static Task<IReadOnlyList<FindingComment>> CommentsAsync(
        ClaimsPrincipal user,
        FindingComments comments,
        int caseId,
        string key,
        CancellationToken cancellation
    ) => comments.ListAsync(caseId, key, user.ToActor(), cancellation);

    private static async Task<IResult> CommentAsync(
        ClaimsPrincipal user,
        FindingComments comments,
        int caseId,
        string key,
        NewComment comment,
        CancellationToken cancellation
    )
    {
        var added = await comments.AddAsync(caseId, key, user.ToActor(), comment.Text, cancellation);
        return Results.Created($"/api/v1/cases/{caseId}/findings/{key}/comments", added);
    }

    private sealed record Wanted(
        Word<FindingState>[]? State,
        Word<Severity>? AtLeast,
        string? Detector,
        string? Host,
        string? Search,
        bool? WithObsolete,
        Word<FindingSort>? Sort,
        bool? Ascending
    );

    private sealed record NewComment(string Text);

    private sealed record FindingRow(
        string Key,
        string Detector,
        string Title,
        Severity Severity,
        int Score,
        string FirstTime,
        string LastTime,
        string? Source,
        string? Destination,
        string? DestinationName,
        int? Port,
        string? Protocol,
        FindingState State,
        string Reason,
        string? JudgedBy,
        DateTimeOffset? JudgedAt,
        bool IsCurrent,
        int Revision
    )
    {
        public static FindingRow Of(CaseFinding finding) =>
            new(
                finding.Key,
                finding.Detector,
                finding.Title,
                finding.Severity,
                finding.Score,
                ApiTime.Iso(finding.FirstTime)!,
                ApiTime.Iso(finding.LastTime)!,
                finding.Source,
                finding.Destination,
                finding.DestinationName,
                finding.Port,
                finding.Protocol,
                finding.State,
                finding.Reason,
                finding.JudgedBy,
                finding.JudgedAt,
                finding.IsCurrent,
                finding.Revision
            );
    }

    /// <param name="Finding">As the detector wrote it; times in nanoseconds since 1970 UTC.</param>
    private sealed record FindingDetail(FindingRow Row, JsonElement Finding)
    {
        public static FindingDetail Of(CaseFinding finding) =>
            new(FindingRow.Of(finding), JsonElement.Parse(finding.Document));
    }
}
