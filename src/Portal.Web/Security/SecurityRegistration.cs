using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using Portal.Cases;
using Portal.Cases.Accounts;

namespace Portal.Web.Security;

/// <summary>Who gets in, and how.</summary>
internal static class SecurityRegistration
{
    public static IServiceCollection AddPortalSecurity(
        this IServiceCollection services,
        DataFolder folder,
        PortalOptions options
    )
    {
        services
            .AddDataProtection()
            .SetApplicationName("Network Investigation Portal")
            .PersistKeysToFileSystem(new DirectoryInfo(folder.Keys));
        services
            .AddIdentityCore<PortalUser>(ConfigureIdentity)
            .AddEntityFrameworkStores<PortalDbContext>()
            .AddSignInManager()
            .AddDefaultTokenProviders()
            .AddClaimsPrincipalFactory<PortalClaimsFactory>();
        services.AddScoped<IUserConfirmation<PortalUser>, EnabledAccounts>();
        services.Configure<SecurityStampValidatorOptions>(stamps =>
            stamps.ValidationInterval = TimeSpan.FromMinutes(1)
        );
        services
            .AddAuthentication(PortalSchemes.Either)
            .AddPolicyScheme(
                PortalSchemes.Either,
                null,
                scheme =>
                    scheme.ForwardDefaultSelector = context =>
                        BearerTokenHandler.IsBearer(context.Request)
                            ? PortalSchemes.Bearer
                            : IdentityConstants.ApplicationScheme
            )
            .AddScheme<AuthenticationSchemeOptions, BearerTokenHandler>(PortalSchemes.Bearer, null)
            .AddIdentityCookies(cookies => cookies.ApplicationCookie!.Configure(ConfigureCookie));
        services
            .AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
            .AddPolicy(PortalPolicies.Administrator, policy => policy.RequireClaim(PortalClaims.Administrator, "true"));
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            foreach (var proxy in options.KnownProxies)
            {
                forwarded.KnownProxies.Add(System.Net.IPAddress.Parse(proxy));
            }
        });
        return services
            .AddCascadingAuthenticationState()
            .AddScoped<AuthenticationStateProvider, LiveSignIns>()
            .AddSingleton<FirstAdministrator>()
            .AddScoped<AccountService>()
            .AddSignInLimits(options)
            .AddHostedService<SetUpLink>();
    }

    private static void ConfigureIdentity(IdentityOptions identity)
    {
        // Length is what counts against guessing; forced character classes make people write passwords down.
        identity.Password.RequiredLength = 12;
        identity.Password.RequiredUniqueChars = 5;
        identity.Password.RequireDigit = false;
        identity.Password.RequireLowercase = false;
        identity.Password.RequireUppercase = false;
        identity.Password.RequireNonAlphanumeric = false;
        identity.Lockout.MaxFailedAccessAttempts = 8;
        identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(10);
        identity.SignIn.RequireConfirmedAccount = true;
    }

    private static void ConfigureCookie(Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "portal";
        cookie.Cookie.HttpOnly = true;
        // Lax lets a link in a chat open the portal signed in; changes are guarded by antiforgery and the cross-site guard.
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.LoginPath = "/account/login";
        cookie.AccessDeniedPath = "/account/denied";
        cookie.ReturnUrlParameter = "returnUrl";
        cookie.ExpireTimeSpan = TimeSpan.FromHours(12);
        cookie.SlidingExpiration = true;
        var toLogin = cookie.Events.OnRedirectToLogin;
        cookie.Events.OnRedirectToLogin = context => Redirect(context, StatusCodes.Status401Unauthorized, toLogin);
        var toDenied = cookie.Events.OnRedirectToAccessDenied;
        cookie.Events.OnRedirectToAccessDenied = context => Redirect(context, StatusCodes.Status403Forbidden, toDenied);
    }

    /// <summary>Programs get a status, people a page.</summary>
    private static Task Redirect(
        RedirectContext<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions> context,
        int status,
        Func<RedirectContext<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions>, Task> redirect
    )
    {
        if (!context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            return redirect(context);
        }
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
