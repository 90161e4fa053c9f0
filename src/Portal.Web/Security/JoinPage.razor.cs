using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Portal.Cases.Accounts;
using Portal.Cases.Refusals;

namespace Portal.Web.Security;

public sealed partial class JoinPage(
    OneTimeLinks links,
    AccountService accounts,
    SignInManager<PortalUser> signIns,
    NavigationManager navigation
)
{
    private OneTimeLink? _link;
    private string? _problem;

    [SupplyParameterFromForm]
    private AccountDraft? Draft { get; set; }

    [SupplyParameterFromQuery(Name = "token")]
    private string? Token { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Draft ??= new AccountDraft();
        Draft.Token = Token ?? "";
        _link = await links.FindAsync(Token, LinkPurpose.Invitation, CancellationToken.None);
    }

    private async Task CreateAsync()
    {
        try
        {
            var user = await accounts.CreateAsync(Draft!, LinkPurpose.Invitation, CancellationToken.None);
            await signIns.SignInAsync(user, isPersistent: false);
        }
        catch (RefusedException refused)
        {
            _problem = refused.Message;
            return;
        }
        navigation.NavigateTo("/");
    }
}
