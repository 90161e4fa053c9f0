using System.Security.Claims;
using Portal.Cases.Accounts;

namespace Portal.Web.Security;

/// <summary>What a signed-in person carries: id, user name, display name, and whether they administer.</summary>
public static class PortalClaims
{
    public const string Administrator = "portal:administrator";

    public static bool IsAdministrator(this ClaimsPrincipal user) => user.HasClaim(Administrator, "true");

    /// <summary>The person as the services want to know them.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in; the authorization policy keeps such requests away.</exception>
    public static Actor ToActor(this ClaimsPrincipal user)
    {
        var id =
            user.FindFirstValue(ClaimTypes.NameIdentifier)
            ?? throw new InvalidOperationException("Nobody is signed in.");
        return new Actor(id, user.FindFirstValue(ClaimTypes.GivenName) ?? user.Identity?.Name ?? id);
    }

    internal static IEnumerable<Claim> Of(PortalUser user)
    {
        yield return new Claim(ClaimTypes.GivenName, user.DisplayName);
        if (user.IsAdministrator)
        {
            yield return new Claim(Administrator, "true");
        }
    }
}
