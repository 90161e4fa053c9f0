namespace Portal.Web.Security;

/// <summary>
/// Refuses requests that change something through the API with the cookie of a person who is on somebody else's page.
/// Browsers always tell where such a request comes from; programs without a browser do not, and have no such cookie.
/// </summary>
internal static class CrossSiteGuard
{
    public static IApplicationBuilder UseCrossSiteGuard(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                var request = context.Request;
                if (
                    !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
                    || IsSafe(request.Method)
                    || IsOwn(request)
                )
                {
                    return next(context);
                }
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Results
                    .Problem("This request came from another site.", statusCode: StatusCodes.Status403Forbidden)
                    .ExecuteAsync(context);
            }
        );

    private static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private static bool IsOwn(HttpRequest request)
    {
        if (BearerTokenHandler.IsBearer(request))
        {
            return true;
        }
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site is "same-origin" or "none";
        }
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0
            || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}
