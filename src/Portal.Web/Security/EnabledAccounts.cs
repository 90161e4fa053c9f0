using Microsoft.AspNetCore.Identity;
using Portal.Cases.Accounts;

namespace Portal.Web.Security;

/// <summary>An account that an administrator has disabled counts as unconfirmed, which keeps it from signing in.</summary>
internal sealed class EnabledAccounts : IUserConfirmation<PortalUser>
{
    public Task<bool> IsConfirmedAsync(UserManager<PortalUser> manager, PortalUser user) =>
        Task.FromResult(!user.IsDisabled);
}
