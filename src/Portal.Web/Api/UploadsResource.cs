using System.Security.Claims;
using Microsoft.AspNetCore.Http.Features;
using Portal.Cases.Evidence;
using Portal.Cases.Runs;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>
/// Resumable uploads: begin, send chunks each at the offset where the file ends, complete. After any break ask for the
/// offset and go on.
/// </summary>
internal sealed class UploadsResource : IApiResource
{
    private const string OffsetHeader = "Upload-Offset";

    public void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/cases/{caseId:int}/uploads").WithTags("Uploads");
        group.MapPost("", BeginAsync);
        group.MapGet("", ListAsync);
        group.MapGet("/{id:guid}", GetAsync);
        group.MapPatch("/{id:guid}", AppendAsync).TakesBytes();
        group.MapPost("/{id:guid}/complete", CompleteAsync);
        group.MapDelete("/{id:guid}", CancelAsync);
    }

    private static async Task<IResult> BeginAsync(
        ClaimsPrincipal user,
        UploadService uploads,
        int caseId,
        NewUpload wanted,
        CancellationToken cancellation
    )
    {
        var begun = await uploads.BeginAsync(caseId, user.ToActor(), wanted.Name, wanted.TotalBytes, cancellation);
        return Results.Created($"/api/v1/cases/{caseId}/uploads/{begun.Id}", begun);
    }

    private static Task<IReadOnlyList<UploadStatus>> ListAsync(
        ClaimsPrincipal user,
        UploadService uploads,
        int caseId,
        CancellationToken cancellation
    ) => uploads.ListAsync(caseId, user.ToActor(), cancellation);

    private static Task<UploadStatus> GetAsync(
        ClaimsPrincipal user,
        UploadService uploads,
        int caseId,
        Guid id,
        CancellationToken cancellation
    ) => uploads.GetAsync(caseId, id, user.ToActor(), cancellation);

    private static async Task<IResult> AppendAsync(
        HttpContext context,
        UploadService uploads,
        PortalOptions options,
        int caseId,
        Guid id,
        long? offset
    )
    {
        var request = context.Request;
        offset ??= long.TryParse(request.Headers[OffsetHeader], out var header) ? header : null;
        if (offset is not { } begin)
        {
            return Results.Problem(
                $"Say where the chunk begins: ?offset= or the header {OffsetHeader}.",
                statusCode: StatusCodes.Status400BadRequest
            );
        }
        if (request.ContentLength > options.MaxChunkBytes)
        {
            return Results.Problem(
                $"A chunk has at most {options.MaxChunkBytes} bytes.",
                statusCode: StatusCodes.Status413PayloadTooLarge
            );
        }
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = options.MaxChunkBytes;
        }
        try
        {
            var status = await uploads.AppendAsync(
                caseId,
                id,
                context.User.ToActor(),
                begin,
                request.Body,
                context.RequestAborted
            );
            return Results.Ok(status);
        }
        catch (Exception exception)
            when (exception is IOException or OperationCanceledException
                && context.RequestAborted.IsCancellationRequested
            )
        {
            // The sender went away in the middle; what came is kept and nobody reads this answer.
            return Results.StatusCode(StatusCodes.Status408RequestTimeout);
        }
    }

    private static async Task<UploadResult> CompleteAsync(
        ClaimsPrincipal user,
        UploadService uploads,
        EvidenceService evidence,
        RunService runs,
        int caseId,
        Guid id,
        string? sha256,
        CancellationToken cancellation
    )
    {
        var actor = user.ToActor();
        var result = await uploads.CompleteAsync(caseId, id, actor, sha256, cancellation);
        var item = await evidence.GetAsync(caseId, result.EvidenceId, actor, cancellation);
        if (item.Status is not (EvidenceStatus.Ready or EvidenceStatus.Partial))
        {
            await runs.QueueImportAsync(caseId, result.EvidenceId, actor, cancellation);
        }
        return result;
    }

    private static async Task<IResult> CancelAsync(
        ClaimsPrincipal user,
        UploadService uploads,
        int caseId,
        Guid id,
        CancellationToken cancellation
    )
    {
        await uploads.CancelAsync(caseId, id, user.ToActor(), cancellation);
        return Results.NoContent();
    }

    private sealed record NewUpload(string Name, long TotalBytes);
}
