using Portal.Cases.Refusals;

namespace Portal.Web.Api;

/// <summary>Refused requests as <c>application/problem+json</c> (RFC 9457).</summary>
internal sealed class RefusalFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (RefusedException refused)
        {
            return Problem(refused);
        }
    }

    private static IResult Problem(RefusedException refused)
    {
        var status = refused.Reason switch
        {
            Refusal.NotFound => StatusCodes.Status404NotFound,
            Refusal.Forbidden => StatusCodes.Status403Forbidden,
            Refusal.Conflict => StatusCodes.Status409Conflict,
            _ => StatusCodes.Status400BadRequest,
        };
        var extra = refused.Field is { } field ? new Dictionary<string, object?> { ["field"] = field } : null;
        return Results.Problem(refused.Message, statusCode: status, extensions: extra);
    }
}
