using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Cases.Accounts;

namespace Portal.Web.Layout;

/// <summary>The person of this circuit, as the services want to know them.</summary>
public sealed class CurrentActor(AuthenticationStateProvider state)
{
    /// <exception cref="InvalidOperationException">Nobody is signed in; pages of the portal are not reached then.</exception>
    public async Task<Actor> GetAsync()
    {
        var user = (await state.GetAuthenticationStateAsync()).User;
        var id =
            user.FindFirstValue(ClaimTypes.NameIdentifier)
            ?? throw new InvalidOperationException("Nobody is signed in.");
        return new Actor(id, user.FindFirstValue(ClaimTypes.GivenName) ?? user.Identity?.Name ?? id);
    }
}
