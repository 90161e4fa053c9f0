using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Portal.Cases.Accounts;

namespace Portal.Web.Security;

public sealed partial class LoginPage(
    SignInManager<PortalUser> signIns,
    AccountService accounts,
    NavigationManager navigation
)
{
    private bool _isEmpty;
    private string? _problem;

    [SupplyParameterFromForm]
    private LoginDraft? Draft { get; set; }

    [SupplyParameterFromQuery(Name = "returnUrl")]
    private string? ReturnUrl { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Draft ??= new LoginDraft();
        _isEmpty = !await accounts.HasUsersAsync(CancellationToken.None);
    }

    private async Task SignInAsync()
    {
        var result = await signIns.PasswordSignInAsync(
            Draft!.UserName,
            Draft!.Password,
            Draft!.StaySignedIn,
            lockoutOnFailure: true
        );
        if (result.Succeeded)
        {
            navigation.NavigateTo(LocalAddress.Of(ReturnUrl));
            return;
        }
        // The same words whether the account exists, is disabled or the password is wrong.
        _problem = result.IsLockedOut
            ? "Too many attempts. Wait ten minutes and try again."
            : "User name and password do not fit together, or the account is disabled.";
    }
}
