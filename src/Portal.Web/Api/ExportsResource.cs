using System.Security.Claims;
using System.Text;
using Portal.Analysis.Indicators;
using Portal.Cases.Exports;
using Portal.Web.Layout;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>What leaves a case: indicators and the report.</summary>
internal sealed class ExportsResource : IApiResource
{
    public void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/cases/{caseId:int}").WithTags("Exports");
        group.MapGet("/indicators/export", IndicatorsAsync);
        group.MapGet("/report", ReportAsync);
    }

    private static async Task<IResult> IndicatorsAsync(
        ClaimsPrincipal user,
        IndicatorExports exports,
        HttpRequest request,
        int caseId,
        string format,
        Word<Tlp>? tlp,
        CancellationToken cancellation
    )
    {
        var portal = $"{request.Scheme}://{request.Host}";
        var file = await exports.WriteAsync(caseId, user.ToActor(), format, tlp?.Value, portal, cancellation);
        return Attachment(file);
    }

    /// <summary>As a file, or with <c>inline=true</c> to be looked at: then without scripts, without a place of its own, and in the theme of the portal.</summary>
    private static async Task<IResult> ReportAsync(
        HttpContext context,
        CaseReports reports,
        int caseId,
        string? format,
        bool? inline
    )
    {
        var file = await reports.WriteAsync(caseId, context.User.ToActor(), format ?? "html", context.RequestAborted);
        if (inline != true)
        {
            return Attachment(file);
        }
        context.Response.Headers.ContentSecurityPolicy =
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";
        context.Response.Headers.XFrameOptions = "SAMEORIGIN";
        var theme = ThemeChoice.Known(context.Request.Cookies[ThemeChoice.Cookie]);
        return Results.Text(ReportPreview.Of(file.Content, theme), file.MediaType, Encoding.UTF8);
    }

    private static IResult Attachment(ExportFile file) =>
        Results.File(Encoding.UTF8.GetBytes(file.Content), file.MediaType, file.Name);
}
