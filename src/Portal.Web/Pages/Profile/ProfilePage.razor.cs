using Microsoft.AspNetCore.Components;
using Portal.Cases.Accounts;
using Portal.Web.Layout;

namespace Portal.Web.Pages.Profile;

/// <summary>What concerns this person only: tokens for programs, and how the portal looks.</summary>
public sealed partial class ProfilePage(ApiTokens tokens)
{
    private IReadOnlyList<ApiToken> _tokens = [];
    private string _name = "";
    private string _tokenName = "";
    private string? _made;

    [Inject]
    private Browser Browser { get; set; } = null!;

    protected override async Task LoadAsync(Actor actor, CancellationToken cancellation)
    {
        _name = actor.Name;
        _tokens = await tokens.ListAsync(actor, cancellation);
    }

    private async Task MakeAsync()
    {
        await DoAsync(async (actor, cancellation) => _made = await tokens.CreateAsync(actor, _tokenName, cancellation));
        _tokenName = "";
        await ReloadAsync();
    }

    private async Task RevokeAsync(int id)
    {
        await DoAsync((actor, cancellation) => tokens.RevokeAsync(actor, id, cancellation), "The token is revoked.");
        _made = null;
        await ReloadAsync();
    }
}
