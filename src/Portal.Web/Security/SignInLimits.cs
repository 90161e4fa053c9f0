using System.Threading.RateLimiting;

namespace Portal.Web.Security;

/// <summary>Slows down guessing: posts to the doors of the portal are counted by address.</summary>
internal static class SignInLimits
{
    private static readonly PathString[] s_doors = ["/setup", "/account/login", "/account/join", "/account/reset"];

    public static IServiceCollection AddSignInLimits(this IServiceCollection services, PortalOptions options) =>
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
                HttpMethods.IsPost(context.Request.Method) && s_doors.Any(door => context.Request.Path == door)
                    ? RateLimitPartition.GetFixedWindowLimiter(
                        context.Connection.RemoteIpAddress?.ToString() ?? "",
                        _ => new FixedWindowRateLimiterOptions
                        {
                            PermitLimit = options.SignInsPerMinute,
                            Window = TimeSpan.FromMinutes(1),
                        }
                    )
                    : RateLimitPartition.GetNoLimiter("")
            );
        });
}
