using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Portal.Cases.Accounts;
using Portal.Cases.Refusals;

namespace Portal.Web.Security;

public sealed partial class SetUpPage(
    OneTimeLinks links,
    AccountService accounts,
    SignInManager<PortalUser> signIns,
    FirstAdministrator first,
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
        _isSpent = await links.FindAsync(Token, LinkPurpose.SetUp, CancellationToken.None) is null;
    }

    private async Task CreateAsync()
    {
        try
        {
            var user = await accounts.CreateAsync(Draft!, LinkPurpose.SetUp, CancellationToken.None);
            await signIns.SignInAsync(user, isPersistent: false);
            await first.WelcomeAsync(new Actor(user.Id, user.DisplayName));
        }
        catch (RefusedException refused)
        {
            _problem = refused.Message;
            return;
        }
        navigation.NavigateTo("/");
    }
}
