using System.Security.Claims;
using Microsoft.AspNetCore.Http.Features;
using Portal.Analysis.Objects;
using Portal.Cases.Objects;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>Contents of files that captures carried; their list is the table <c>objects</c>.</summary>
internal sealed class ObjectsResource : IApiResource
{
    public void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/cases/{caseId:int}/objects").WithTags("Objects");
        group.MapGet("/{sha256}/archive", ArchiveAsync);
        group.MapGet("/{sha256}/excerpt", ExcerptAsync);
    }

    /// <summary>A zip with the password <c>infected</c>: never the content itself.</summary>
    private static async Task ArchiveAsync(HttpContext context, CaseObjects objects, int caseId, string sha256)
    {
        await using var content = await objects.OpenAsync(
            caseId,
            sha256,
            context.User.ToActor(),
            context.RequestAborted
        );
        context.Response.ContentType = "application/zip";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{ObjectArchive.FileName(sha256)}\"";
        // The archive writes its directory synchronously; it is some hundred bytes.
        context.Features.Get<IHttpBodyControlFeature>()!.AllowSynchronousIO = true;
        await ObjectArchive.WriteAsync(content, sha256, context.Response.Body, context.RequestAborted);
    }

    private static async Task<ExcerptView> ExcerptAsync(
        ClaimsPrincipal user,
        CaseObjects objects,
        int caseId,
        string sha256,
        CancellationToken cancellation
    )
    {
        await using var content = await objects.OpenAsync(caseId, sha256, user.ToActor(), cancellation);
        var excerpt = await ObjectExcerpt.ReadAsync(content, cancellation);
        return new ExcerptView(excerpt.Size, excerpt.Text, excerpt.Hex(), excerpt.ImageType);
    }

    /// <param name="Size">Bytes of the whole content.</param>
    /// <param name="Text">Its beginning as text; null where it is none.</param>
    /// <param name="Hex">Its beginning as a dump.</param>
    /// <param name="ImageType">Set for raster images.</param>
    private sealed record ExcerptView(long Size, string? Text, string Hex, string? ImageType);
}
