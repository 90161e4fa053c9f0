using Portal.Cases.Accounts;
using Portal.Web.Security;

namespace Portal.Web.Pages.People;

/// <summary>Accounts and invitations, for administrators.</summary>
public sealed partial class PeoplePage(AccountService accounts, OneTimeLinks links)
{
    private IReadOnlyList<PortalUser> _users = [];
    private IReadOnlyList<OneTimeLink> _open = [];
    private string _subject = "";
    private bool _grants;
    private string? _link;
    private string _linkTitle = "";

    protected override async Task LoadAsync(Actor actor, CancellationToken cancellation)
    {
        _users = await accounts.ListAsync(cancellation);
        _open = await links.ListOpenAsync(cancellation);
    }

    private string Describe(OneTimeLink link) =>
        link.Purpose == LinkPurpose.PasswordReset
            ? $"password link for {_users.FirstOrDefault(user => user.Id == link.Subject)?.DisplayName ?? "an account"}"
            : $"invitation for {link.Subject}{(link.GrantsAdministration ? ", as administrator" : "")}";

    private async Task InviteAsync()
    {
        await DoAsync(
            async (actor, cancellation) =>
            {
                var token = await links.CreateInvitationAsync(_subject.Trim(), _grants, actor, cancellation);
                Show($"Give this link to {_subject.Trim()}.", "join", token);
            }
        );
        _subject = "";
        _grants = false;
        await ReloadAsync();
    }

    private async Task ResetAsync(PortalUser user)
    {
        await DoAsync(
            async (actor, cancellation) =>
            {
                var token = await links.CreateResetAsync(user.Id, actor, cancellation);
                Show($"Give this link to {user.DisplayName} to choose a new password.", "reset", token);
            }
        );
        await ReloadAsync();
    }

    private async Task SwitchAsync(PortalUser user)
    {
        await DoAsync(
            (actor, cancellation) => accounts.SetDisabledAsync(actor, user.Id, !user.IsDisabled, cancellation)
        );
        await ReloadAsync();
    }

    private async Task RevokeAsync(int linkId)
    {
        await DoAsync((_, cancellation) => links.RevokeAsync(linkId, cancellation), "Withdrawn.");
        await ReloadAsync();
    }

    private void Show(string title, string door, string token)
    {
        _linkTitle = title;
        _link = $"{Navigation.BaseUri}account/{door}?token={token}";
    }
}
