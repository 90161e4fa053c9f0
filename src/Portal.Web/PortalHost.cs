using Microsoft.AspNetCore.Diagnostics;
using Portal.Cases;
using Portal.Cases.Records;
using Portal.Web.Api;
using Portal.Web.Jobs;
using Portal.Web.Pages;
using Portal.Web.Security;

namespace Portal.Web;

/// <summary>Puts the server together: what it is made of, and in which order a request passes through it.</summary>
internal static class PortalHost
{
    private const string DefaultAddress = "http://localhost:5080";

    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                Args = [.. args.Where(argument => argument != DemoArgument)],
                // Settings and web root lie beside the program, wherever it is started from.
                ContentRootPath = AppContext.BaseDirectory,
            }
        );
        builder.WebHost.UseStaticWebAssets();
        if (!HasAddress(builder.Configuration))
        {
            builder.WebHost.UseUrls(DefaultAddress);
        }
        var options =
            builder.Configuration.GetSection(PortalOptions.Section).Get<PortalOptions>() ?? new PortalOptions();
        System.ComponentModel.DataAnnotations.Validator.ValidateObject(
            options,
            new System.ComponentModel.DataAnnotations.ValidationContext(options),
            validateAllProperties: true
        );
        var folder = new DataFolder(options.DataDirectory);
        builder.Services.AddSingleton(options);
        builder.Services.AddCases(
            folder,
            new CaseRecordsOptions(options.OpenCases, options.QueryMegabytes, options.AnalysisMegabytes)
        );
        builder.Services.AddPortalSecurity(folder, options);
        builder.Services.AddPortalJobs(folder, options);
        if (args.Contains(DemoArgument))
        {
            builder.Services.AddSingleton<DemoEvidence>().AddHostedService<DemoCase>();
        }
        builder.Services.AddPortalApi();
        builder.Services.AddPages();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddProblemDetails();
        builder.Services.AddHealthChecks();
        return builder;
    }

    public const string DemoArgument = "--demo";

    public static void Configure(WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseExceptionHandler();
        app.UseStatusCodePagesWithReExecute("/missing", createScopeForStatusCodePages: true);
        app.Use(
            (context, next) =>
            {
                // Only a visit to an address gets that page: an answer to a form (too many tries) says something else.
                if (
                    !HttpMethods.IsGet(context.Request.Method)
                    && context.Features.Get<IStatusCodePagesFeature>() is { } pages
                )
                {
                    pages.Enabled = IsApi(context);
                }
                return next(context);
            }
        );
        // Answers without a body, for example to JSON that cannot be read, get one that says what is wrong.
        app.UseWhen(IsApi, api => api.UseStatusCodePages());
        app.UseSecurityHeaders();
        app.UseCrossSiteGuard();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        app.MapHealthChecks("/health").AllowAnonymous();
        app.MapPortalApi();
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(render => render.ContentSecurityFrameAncestorsPolicy = null);
    }

    private static bool IsApi(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the command line, the environment or the settings say where to listen.</summary>
    private static bool HasAddress(IConfiguration settings) =>
        settings["urls"] is { Length: > 0 }
        || settings["http_ports"] is { Length: > 0 }
        || settings["https_ports"] is { Length: > 0 }
        || settings.GetSection("Kestrel:Endpoints").GetChildren().Any();
}
