using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Portal.Cases.Accounts;
using Portal.Cases.Refusals;

namespace Portal.Web.Security;

public sealed partial class ResetPage(
    OneTimeLinks links,
    AccountService accounts,
    SignInManager<PortalUser> signIns,
    NavigationManager navigation
)
{
    private bool _isSpent;
    private string? _problem;

    [SupplyParameterFromForm]
    private AccountDraft? Draft { get; set; }

    [SupplyParameterFromQuery(Name = "token")]
    private string? Token { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Draft ??= new AccountDraft();
        Draft.Token = Token ?? "";
        var link = await links.FindAsync(Token, LinkPurpose.PasswordReset, CancellationToken.None);
        _isSpent = link is null;
        // The account is the link's; the field only has to satisfy the form.
        Draft.UserName = "unchanged";
    }

    private async Task ResetAsync()
    {
        try
        {
            var user = await accounts.ResetAsync(Draft!, CancellationToken.None);
            if (await signIns.CanSignInAsync(user))
            {
                await signIns.SignInAsync(user, isPersistent: false);
            }
        }
        catch (RefusedException refused)
        {
            _problem = refused.Message;
            return;
        }
        navigation.NavigateTo("/");
    }
}
