using System.Security.Claims;
using Portal.Analysis.Store;
using Portal.Cases.Evidence;
using Portal.Cases.Paging;
using Portal.Cases.Runs;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>The evidence of a case and its chain of custody.</summary>
internal sealed class EvidenceResource : IApiResource
{
    public void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/cases/{caseId:int}").WithTags("Evidence");
        group.MapGet("/evidence", ListAsync);
        group.MapGet("/evidence/{evidenceId:int}", GetAsync);
        group.MapGet("/evidence/{evidenceId:int}/content", ContentAsync);
        group.MapPost("/evidence/{evidenceId:int}/verify", VerifyAsync);
        group.MapPost("/evidence/{evidenceId:int}/import", ImportAsync);
        group.MapGet("/custody", CustodyAsync);
    }

    private static async Task<Page<EvidenceRow>> ListAsync(
        ClaimsPrincipal user,
        EvidenceService evidence,
        int caseId,
        [AsParameters] Window window,
        CancellationToken cancellation
    )
    {
        var page = await evidence.ListAsync(caseId, user.ToActor(), window.Request, cancellation);
        return page.Select(EvidenceRow.Of);
    }

    private static async Task<EvidenceRow> GetAsync(
        ClaimsPrincipal user,
        EvidenceService evidence,
        int caseId,
        int evidenceId,
        CancellationToken cancellation
    ) => EvidenceRow.Of(await evidence.GetAsync(caseId, evidenceId, user.ToActor(), cancellation));

    /// <summary>Always as an attachment of bytes: evidence may be a web page or worse.</summary>
    private static async Task<IResult> ContentAsync(
        ClaimsPrincipal user,
        EvidenceService evidence,
        int caseId,
        int evidenceId,
        CancellationToken cancellation
    )
    {
        var item = await evidence.GetAsync(caseId, evidenceId, user.ToActor(), cancellation);
        var stream = await evidence.DownloadAsync(caseId, evidenceId, user.ToActor(), cancellation);
        return Results.File(stream, "application/octet-stream", item.Name, enableRangeProcessing: true);
    }

    private static Task<Verification> VerifyAsync(
        ClaimsPrincipal user,
        EvidenceService evidence,
        int caseId,
        int evidenceId,
        CancellationToken cancellation
    ) => evidence.VerifyAsync(caseId, evidenceId, user.ToActor(), cancellation);

    /// <summary>Reads the evidence once more, for example with other networks.</summary>
    private static async Task<IResult> ImportAsync(
        ClaimsPrincipal user,
        RunService runs,
        int caseId,
        int evidenceId,
        CancellationToken cancellation
    )
    {
        var run = await runs.QueueImportAsync(caseId, evidenceId, user.ToActor(), cancellation);
        return Results.Accepted($"/api/v1/cases/{caseId}/runs/{run.Id}", run);
    }

    private static Task<Page<CustodyEntry>> CustodyAsync(
        ClaimsPrincipal user,
        EvidenceService evidence,
        int caseId,
        string? sha256,
        [AsParameters] Window window,
        CancellationToken cancellation
    ) => evidence.CustodyAsync(caseId, sha256, user.ToActor(), window.Request, cancellation);

    private sealed record EvidenceRow(
        int Id,
        string Sha256,
        string Name,
        IReadOnlyList<string> Names,
        EvidenceStatus Status,
        string? Kind,
        long Bytes,
        long? Frames,
        long? Records,
        string? FirstTime,
        string? LastTime,
        IReadOnlyList<EvidenceWarning> Warnings,
        string? Error,
        string AddedBy,
        DateTimeOffset AddedAt,
        DateTimeOffset? VerifiedAt,
        bool? IsIntact
    )
    {
        public static EvidenceRow Of(CaseEvidence item) =>
            new(
                item.Id,
                item.Sha256,
                item.Name,
                item.Names,
                item.Status,
                item.Kind,
                item.Bytes,
                item.Frames,
                item.Records,
                ApiTime.Iso(item.FirstTime),
                ApiTime.Iso(item.LastTime),
                item.Warnings,
                item.Error,
                item.AddedBy,
                item.AddedAt,
                item.VerifiedAt,
                item.IsIntact
            );
    }
}
