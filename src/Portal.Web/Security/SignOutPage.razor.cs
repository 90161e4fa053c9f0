using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Portal.Cases.Accounts;

namespace Portal.Web.Security;

public sealed partial class SignOutPage(SignInManager<PortalUser> signIns, NavigationManager navigation)
{
    private async Task SignOutAsync()
    {
        await signIns.SignOutAsync();
        navigation.NavigateTo("/account/login");
    }
}
